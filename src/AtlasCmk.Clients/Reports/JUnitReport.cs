using System.Globalization;
using System.Text;
using System.Xml;

namespace AtlasCmk.Clients;

/// <summary>A report for continuous integration: a suite for each project, a test for each control.</summary>
/// <remarks>XML cannot hold control characters, so texts are made visible, as on the screen.</remarks>
internal sealed class JUnitReport : IReportFormat
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public void WriteEntry(Stream target, ReportEntry entry, Drift drift, bool isFirst)
    {
        using var xml = XmlWriter.Create(target, new() { Encoding = s_utf8, ConformanceLevel = ConformanceLevel.Fragment, OmitXmlDeclaration = true, CloseOutput = false });
        xml.WriteString("\n    ");
        xml.WriteStartElement("testcase");
        Write(xml, "classname", entry.ProjectName ?? entry.Subject);
        Write(xml, "name", $"{entry.Control}: {entry.Title}");
        Write(xml, "time", "0");
        var seen = $"{(entry.Evidence.Length > 0 ? entry.Evidence : entry.Reason ?? "")}{(drift is { Was: { } was, IsWorse: true } ? $" (was {was})" : "")}";
        switch (entry.Result)
        {
            case ControlResult.Passed:
                break;
            case ControlResult.Failed:
                xml.WriteStartElement("failure");
                Write(xml, "message", seen);
                Write(xml, "type", entry.Control);
                xml.WriteString(VisibleText.Of($"Expected: {entry.Expected}. {(entry.Remedy is { } remedy ? $"Remedy: {remedy} " : "")}{string.Join(", ", entry.Frameworks)}"));
                xml.WriteEndElement();
                break;
            default:
                xml.WriteStartElement("skipped");
                Write(xml, "message", $"{entry.Result}: {seen}{(entry.ExceptionReason is { } reason ? $" (excepted: {reason})" : "")}");
                xml.WriteEndElement();
                break;
        }

        xml.WriteEndElement();
    }

    public void WriteReport(Stream target, ReportSummary summary, ReportSpool results)
    {
        using var xml = XmlWriter.Create(target, new() { Encoding = s_utf8, Indent = true, CloseOutput = false });
        xml.WriteStartElement("testsuites");
        Write(xml, "name", summary.Request.Title);
        WriteCounts(xml, summary.Counts);
        foreach (var subject in summary.Subjects)
        {
            xml.WriteStartElement("testsuite");
            Write(xml, "name", subject.ProjectId is { } id && id != subject.Name ? $"{subject.Name} ({id})" : subject.Name);
            WriteCounts(xml, subject.Counts);
            Write(xml, "timestamp", summary.Request.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));

            // The results are XML already, and pass the writer by.
            xml.WriteString("");
            xml.Flush();
            results.Copy(subject, target);
            xml.WriteString("\n  ");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, ResultCounts counts)
    {
        Write(xml, "tests", counts.All.ToString(CultureInfo.InvariantCulture));
        Write(xml, "failures", counts.Failed.ToString(CultureInfo.InvariantCulture));
        Write(xml, "errors", "0");
        Write(xml, "skipped", (counts.All - counts.Passed - counts.Failed).ToString(CultureInfo.InvariantCulture));
    }

    private static void Write(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, VisibleText.Of(value));
}
