using System.Globalization;
using System.Text;
using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>A report for programs, which is also what the next report is compared with. Names are kept as they are.</summary>
internal sealed class JsonReport : IReportFormat
{
    public const string Name = "AtlasCmk.ComplianceReport";
    public const int Version = 1;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public void WriteEntry(Stream target, ReportEntry entry, Drift drift, bool isFirst)
    {
        using var text = new StreamWriter(target, s_utf8, leaveOpen: true);
        text.Write(isFirst ? "\n" : ",\n");
        using var json = new JsonTextWriter(text) { CloseOutput = false };
        json.WriteStartObject();
        Write(json, "control", entry.Control);
        Write(json, "result", entry.Result);
        Write(json, "previousResult", drift.Was);
        Write(json, "target", entry.Target);
        Write(json, "expected", entry.Expected);
        Write(json, "evidence", entry.Evidence);
        Write(json, "reason", entry.Reason);
        Write(json, "remedy", entry.Remedy);
        Write(json, "exceptionReason", entry.ExceptionReason);
        Write(json, "exceptionUntil", entry.ExceptionUntil?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Write(json, "assessedAt", Time(entry.AssessedAt));
        json.WriteEndObject();
    }

    public void WriteReport(Stream target, ReportSummary summary, ReportSpool results)
    {
        using var text = new StreamWriter(target, s_utf8, leaveOpen: true);
        using var json = new JsonTextWriter(text) { CloseOutput = false, Formatting = Formatting.Indented };
        json.WriteStartObject();
        Write(json, "format", Name);
        json.WritePropertyName("version");
        json.WriteValue(Version);
        Write(json, "title", summary.Request.Title);
        Write(json, "createdAt", Time(summary.Request.CreatedAt));
        Write(json, "baseline", summary.Baseline);
        WriteSummary(json, summary);
        json.WritePropertyName("subjects");
        json.WriteStartArray();
        foreach (var subject in summary.Subjects)
        {
            json.WriteStartObject();
            Write(json, "projectId", subject.ProjectId);
            Write(json, "name", subject.Name);
            Write(json, "organizationName", subject.OrganizationName);
            json.WritePropertyName("compliant");
            json.WriteValue(subject.Counts.Compliant);
            json.WritePropertyName("results");
            json.WriteStartArray();

            // The results are JSON already, and pass the writer by.
            json.Flush();
            text.Flush();
            results.Copy(subject, target);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSummary(JsonTextWriter json, ReportSummary summary)
    {
        json.WritePropertyName("summary");
        json.WriteStartObject();
        Write(json, "projects", summary.Projects.Count());
        Write(json, "compliant", summary.Projects.Count(p => p.Counts.Compliant is true));
        Write(json, "notCompliant", summary.Projects.Count(p => p.Counts.Compliant is false));
        Write(json, "notFullyAssessed", summary.Projects.Count(p => p.Counts.Compliant is null));
        if (summary.Previous is { } previous)
        {
            Write(json, "previousReport", previous.CreatedAt);
            Write(json, "worse", summary.Worse);
            Write(json, "better", summary.Better);
        }

        json.WritePropertyName("controls");
        json.WriteStartArray();
        foreach (var control in summary.Controls)
        {
            json.WriteStartObject();
            Write(json, "control", control.Id);
            Write(json, "title", control.Title);
            Write(json, "expected", control.Expected);
            Write(json, "passed", control.Counts.Passed);
            Write(json, "failed", control.Counts.Failed);
            Write(json, "notAssessed", control.Counts.NotAssessed);
            Write(json, "notApplicable", control.Counts.NotApplicable);
            Write(json, "excepted", control.Counts.Excepted);
            json.WritePropertyName("frameworks");
            json.WriteStartArray();
            foreach (var framework in control.Frameworks)
            {
                json.WriteValue(framework);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Write(JsonTextWriter json, string name, int value)
    {
        json.WritePropertyName(name);
        json.WriteValue(value);
    }

    private static void Write(JsonTextWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.WriteValue(value);
        }
    }
}
