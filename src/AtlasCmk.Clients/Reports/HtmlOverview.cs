using System.Globalization;

namespace AtlasCmk.Clients;

/// <summary>The first screen of a report: the share of compliant projects, the controls, and the worst projects.</summary>
internal static class HtmlOverview
{
    private const int Worst = 10;
    private const int Named = 4;

    /// <summary>What the report is about, in a line.</summary>
    public static string Facts(ReportSummary summary)
    {
        var organizations = summary.Subjects.Select(s => s.OrganizationName).OfType<string>().Distinct().Count();
        string[] facts =
        [
            Count(summary.Projects.Count(), "project") + (organizations > 1 ? $" in {organizations} organizations" : ""),
            $"baseline {summary.Baseline}",
            summary is { AssessedFrom: { } from, AssessedTo: { } to } ? $"assessed {Time(from)}{(Time(from) == Time(to) ? "" : $" to {Time(to)}")}" : $"created {Time(summary.Request.CreatedAt)}",
        ];
        return HtmlReport.Text(string.Join(" · ", facts));
    }

    public static void Write(StreamWriter html, ReportSummary summary)
    {
        WriteShare(html, summary);
        WriteWorst(html, summary);
        WriteControls(html, summary);
    }

    private static void WriteShare(StreamWriter html, ReportSummary summary)
    {
        var projects = summary.Projects.ToList();
        int Of(bool? compliant) => projects.Count(p => p.Counts.Compliant == compliant);
        var (good, bad, open) = (Of(true), Of(false), Of(null));
        var drift = summary.Previous is null ? "" : $"<p>Since the previous report: <b>{summary.Worse} worse</b>, <b>{summary.Better} better</b>.</p>";
        html.Write($"""
            <section class="share" aria-label="Share of compliant projects">
            <p><strong>{good} of {projects.Count}</strong><br>{(projects.Count == 1 ? "project is" : "projects are")} compliant{Percent(good, projects.Count)}</p>
            <div class="bar">{Bar($"{good} compliant, {bad} not compliant, {open} not fully assessed", (good, "good"), (bad, "bad"), (open, "open"))}
            <ul class="key"><li><i class="good"></i>{good} compliant</li><li><i class="bad"></i>{bad} not compliant</li><li><i class="open"></i>{open} not fully assessed</li></ul>{drift}</div>
            </section>

            """);
    }

    private static void WriteWorst(StreamWriter html, ReportSummary summary)
    {
        var worst = summary.WorstFirst.Where(s => s.Counts.Failed > 0).Take(Worst).ToList();
        if (worst.Count == 0)
        {
            return;
        }

        html.Write("""
            <section aria-labelledby="worst">
            <h2 id="worst">The worst first</h2>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="worst"><table><thead><tr><th scope="col">Project</th><th scope="col" class="n">Failed</th>
            <th scope="col">Failed controls</th></tr></thead><tbody>

            """);
        foreach (var subject in worst)
        {
            var more = subject.Failed.Count > Named ? $" and {subject.Failed.Count - Named} more" : "";
            html.Write($"<tr><th scope=\"row\"><a href=\"#p{subject.Number}\"><bdi>{HtmlReport.Text(subject.Name)}</bdi></a></th><td class=\"n\">{subject.Counts.Failed}</td>");
            html.Write($"<td>{HtmlReport.Text(string.Join(", ", subject.Failed.Take(Named)))}{more}</td></tr>\n");
        }

        html.Write("</tbody></table></div>\n</section>\n");
    }

    private static void WriteControls(StreamWriter html, ReportSummary summary)
    {
        html.Write("""
            <section aria-labelledby="controls">
            <h2 id="controls">By control</h2>
            <ul class="key"><li><i class="good"></i>passed</li><li><i class="bad"></i>failed</li><li><i class="open"></i>not assessed</li><li><i class="calm"></i>excepted</li></ul>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="controls"><table class="chart"><thead><tr><th scope="col">Control</th><th scope="col" class="b">Share</th>
            <th scope="col" class="n">Failed</th><th scope="col" class="n">Passed</th><th scope="col" class="n">Not assessed</th></tr></thead><tbody>

            """);
        foreach (var control in summary.Controls)
        {
            var counts = control.Counts;
            var bar = Bar($"{counts.Passed} passed, {counts.Failed} failed, {counts.NotAssessed} not assessed, {counts.Excepted} excepted",
                (counts.Passed, "good"), (counts.Failed, "bad"), (counts.NotAssessed, "open"), (counts.Excepted, "calm"));
            html.Write($"<tr><th scope=\"row\">{HtmlReport.Text(control.Id)}<br><span class=\"soft\">{HtmlReport.Text(control.Title)}.<br>Required: {HtmlReport.Text(control.Expected)}.<br>");
            html.Write($"{HtmlReport.Text(string.Join(", ", control.Frameworks))}</span></th><td class=\"b\">{bar}</td>");
            html.Write($"<td class=\"n\" data-of=\"failed\">{counts.Failed}</td><td class=\"n\" data-of=\"passed\">{counts.Passed}</td>");
            html.Write($"<td class=\"n\" data-of=\"not assessed\">{counts.NotAssessed}</td></tr>\n");
        }

        html.Write("</tbody></table></div>\n</section>\n");
    }

    /// <summary>A bar of parts. Its numbers are beside it as text too.</summary>
    private static string Bar(string label, params (int Count, string Fill)[] parts)
    {
        var all = parts.Sum(p => p.Count);
        var (drawn, x) = ("", 0d);
        foreach (var (count, fill) in parts.Where(p => p.Count > 0))
        {
            var width = 100d * count / all;
            drawn += string.Create(CultureInfo.InvariantCulture, $"<rect class=\"{fill}-fill\" x=\"{x:0.##}\" y=\"0\" width=\"{width:0.##}\" height=\"10\"/>");
            x += width;
        }

        return $"<svg role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\">{(all == 0 ? "<rect class=\"none-fill\" width=\"100\" height=\"10\"/>" : drawn)}</svg>";
    }

    /// <summary>Rounded down: 100 % means all.</summary>
    private static string Percent(int some, int all) => all == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({100L * some / all} %)");

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
