using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace AtlasCmk.Clients;

/// <summary>A report for people: one file that loads nothing. Each text from a service is made visible and then encoded.</summary>
/// <remarks>The policy in the page admits its own style and its own script, by their hashes, and nothing else.</remarks>
internal sealed class HtmlReport : IReportFormat
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly string s_style = Resource("report.css");
    private static readonly string s_script = Resource("report.js");

    public void WriteEntry(Stream target, ReportEntry entry, Drift drift, bool isFirst)
    {
        using var html = new StreamWriter(target, s_utf8, leaveOpen: true);
        var was = drift is { Was: { } result } && result != entry.Result ? $" <span class=\"soft\">(was {Text(Words(result))})</span>" : "";
        html.Write($"<tr><td><span class=\"tag {Class(entry.Result)}\">{Text(Words(entry.Result))}</span>{was}</td><th scope=\"row\">{Text(entry.Control)}</th><td>");
        html.Write(Text(entry.Evidence.Length > 0 && entry.Reason is { Length: > 0 } reason ? $"{entry.Evidence} ({reason})" : entry.Evidence + entry.Reason));
        if (entry.ExceptionReason is not null)
        {
            html.Write($"<br>Excepted until {entry.ExceptionUntil?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {Text(entry.ExceptionReason)}");
        }

        if (entry is { Remedy: { } remedy, Result: ControlResult.Failed or ControlResult.NotAssessed })
        {
            html.Write($"<code>{Text(remedy)}</code>");
        }

        html.Write("</td></tr>\n");
    }

    public void WriteReport(Stream target, ReportSummary summary, ReportSpool results)
    {
        using var html = new StreamWriter(target, s_utf8, leaveOpen: true);
        var title = Text(summary.Request.Title);
        html.Write($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{Hash(s_style)}'; script-src '{Hash(s_script)}'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{title}</title>
            <style>{s_style}</style>
            </head>
            <body>
            <header>
            <a class="skip" href="#projects">Skip to the projects</a>
            <h1>{title}</h1>
            <p class="soft">{HtmlOverview.Facts(summary)}</p>
            </header>
            <main>

            """);
        HtmlOverview.Write(html, summary);
        html.Write("""
            <section aria-labelledby="projects">
            <h2 id="projects">Projects</h2>
            <div class="tools" id="tools" role="search">
            <label>Find<input id="find" type="search" placeholder="Name, ID or organization" autocomplete="off"></label>
            <label>Show<select id="show"><option value="all">All</option><option value="no">Not compliant</option><option value="maybe">Not fully assessed</option>
            <option value="yes">Compliant</option><option value="changed">Changed</option></select></label>
            <label>Sort by<select id="sort"><option value="rank">Worst first</option><option value="name">Name</option><option value="number">Order of the input</option></select></label>
            <p class="soft" id="said" role="status"></p>
            </div>
            <div id="list">

            """);
        var rank = 0;
        foreach (var subject in summary.WorstFirst)
        {
            WriteSubject(html, subject, ++rank);
            html.Flush();
            results.Copy(subject, target);
            html.Write("</tbody></table></div></details>\n");
        }

        var compared = summary.Previous is { } previous ? $"Compared with the report of {Text(previous.CreatedAt)}. " : "";
        html.Write($"""
            </div>
            </section>
            </main>
            <footer><p>{compared}What could not be seen is not assessed, and never counts as passed. The named controls of frameworks support an audit, and do not replace it.</p></footer>
            <script>{s_script}</script>
            </body>
            </html>

            """);
    }

    /// <summary>Safe as the content of an element, and as an attribute in double quotes.</summary>
    public static string Text(string? text) => WebUtility.HtmlEncode(VisibleText.Of(text));

    public static string Words(string result) => result switch
    {
        ControlResult.NotAssessed => "Not assessed",
        ControlResult.NotApplicable => "Not applicable",
        _ => result,
    };

    public static string State(bool? compliant) => compliant switch { true => "yes", false => "no", null => "maybe" };

    public static string StateInWords(bool? compliant) => compliant switch { true => "Compliant", false => "Not compliant", null => "Not fully assessed" };

    private static void WriteSubject(StreamWriter html, ReportSubject subject, int rank)
    {
        var counts = subject.Counts;
        var what = string.Join(", ", new[] { (counts.Failed, "failed"), (counts.NotAssessed, "not assessed"), (counts.Excepted, "excepted"), (counts.Passed, "passed") }
            .Where(c => c.Item1 > 0).Select(c => $"{c.Item1} {c.Item2}"));
        var names = $"{subject.Name} {subject.ProjectId} {subject.OrganizationName}".ToLowerInvariant();
        var places = $"data-state=\"{State(counts.Compliant)}\" data-rank=\"{rank}\" data-number=\"{subject.Number}\"{(subject.Worse + subject.Better > 0 ? " data-changed" : "")}";
        html.Write($"""
            <details id="p{subject.Number}" data-name="{Text(names)}" {places}>
            <summary><span class="tag {State(counts.Compliant)}">{StateInWords(counts.Compliant)}</span><h3><bdi>{Text(subject.Name)}</bdi></h3>{(subject.OrganizationName is { } organization
                ? $"<span class=\"soft\"><bdi>{Text(organization)}</bdi></span>" : "")}<span class="what">{what}</span></summary>
            <div class="in">{(subject.ProjectId is { } id ? $"<p class=\"soft\">Project {Text(id)}</p>" : "")}
            <table class="results"><thead><tr><th scope="col">Result</th><th scope="col">Control</th><th scope="col">Evidence and remedy</th></tr></thead><tbody>

            """);
    }

    private static string Class(string result) => ControlResult.All.Contains(result) ? result : ControlResult.NotAssessed;

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(s_utf8.GetBytes(text)))}";

    /// <summary>Browsers hash a text with line feeds alone.</summary>
    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream($"AtlasCmk.Clients.Reports.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
