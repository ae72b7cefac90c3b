using System.Text.RegularExpressions;
using System.Xml.Linq;
using AtlasCmk.Clients;
using AtlasCmk.Tests.Fakes;
using Newtonsoft.Json.Linq;
using Xunit;

namespace AtlasCmk.Tests.Estate;

/// <summary>Reports in each format: complete, escaped, self-contained, and streamed.</summary>
public sealed partial class ReportTests : IDisposable
{
    /// <summary>What a hostile name would do to HTML, JSON, XML and a screen.</summary>
    private const string Hostile = "<script>alert(1)</script>\"'&]]>-->\u202E\u0000\u001b[2K\uD800\uFFFE 🚀";

    private static readonly DateTimeOffset s_now = new(2026, 12, 1, 4, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string Target(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_overview_says_how_many_projects_comply_and_begins_with_the_worst()
    {
        var html = Write("r.html", Entry(1, "Passed"), Entry(2, "Failed", "KeyAge"), Entry(3, "NotAssessed"), Entry(4, "Failed", "KeyValid"), Vault("Failed"));

        Assert.Contains("<strong>1 of 4</strong><br>projects are compliant (25 %)", html, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"1 compliant, 2 not compliant, 1 not fully assessed\"", html, StringComparison.Ordinal);
        Assert.Equal(["p4", "p5", "p2", "p3", "p1"], DetailsPattern().Matches(html).Select(m => m.Groups[1].Value));
        Assert.Equal(["#p4", "#p5", "#p2"], LinkPattern().Matches(html).Select(m => m.Groups[1].Value).Where(h => h != "#projects"));
        Assert.Contains("vault kv-prod", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_is_well_formed_and_accessible()
    {
        var page = Page(Write("r.html", Entry(1, "Failed") with { ProjectName = Hostile }, Entry(2, "Passed")));

        Assert.Equal("en", (string?)page.Root!.Attribute("lang"));
        Assert.Equal(["header", "main", "footer"], page.Descendants("body").Elements().Select(e => e.Name.LocalName).Where(n => n is "header" or "main" or "footer"));
        Assert.Single(page.Descendants("h1"));
        Assert.All(page.Descendants("th"), th => Assert.Contains((string?)th.Attribute("scope"), new[] { "col", "row" }));
        Assert.All(page.Descendants("svg"), svg => Assert.NotEmpty((string?)svg.Attribute("aria-label") ?? ""));
        var ids = page.Descendants().Attributes("id").Select(a => a.Value).ToList();
        Assert.All(page.Descendants("section"), s => Assert.True(s.Attribute("aria-label") is not null || ids.Contains((string?)s.Attribute("aria-labelledby") ?? "")));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void A_page_loads_nothing_and_runs_only_its_own_script()
    {
        var html = Write("r.html", Entry(1, "Failed") with { ProjectName = Hostile, Evidence = Hostile, Remedy = Hostile });
        var page = Page(html);

        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName is "src" or "srcset" or "style" or "action" or "data"
            || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.All(page.Descendants().Attributes("href"), a => Assert.StartsWith("#", a.Value, StringComparison.Ordinal));
        Assert.DoesNotMatch("url\\(|@import|fetch\\(|XMLHttpRequest|innerHTML|eval", page.Descendants("style").Single().Value + page.Descendants("script").Single().Value);
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "link" or "img" or "iframe" or "object" or "base" or "form");

        var policy = (string)page.Descendants("meta").Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!;
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        foreach (var (directive, element) in new[] { ("style-src", "style"), ("script-src", "script") })
        {
            var text = Regex.Match(html, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value;
            var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
            Assert.Contains($"{directive} 'sha256-{hash}'", policy, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("r.html")]
    [InlineData("r.xml")]
    public void A_hostile_name_stays_text(string file)
    {
        var entry = Entry(1, "Failed") with
        {
            ProjectName = Hostile, OrganizationName = Hostile, Evidence = Hostile, Reason = Hostile, Remedy = Hostile, Expected = Hostile, Title = Hostile, Frameworks = [Hostile], Baseline = Hostile,
        };
        var text = Write(file, entry, Entry(2, "Excepted") with { ExceptionReason = Hostile }, Vault("NotAssessed") with { Target = Hostile, Reason = Hostile });
        var document = file == "r.xml" ? XDocument.Parse(text) : Page(text);

        Assert.DoesNotContain("<script>alert", text, StringComparison.Ordinal);
        Assert.Equal(file == "r.xml" ? 0 : 1, document.Descendants("script").Count());
        Assert.Empty(HostileObjects.ActingIn(text.Replace("🚀", "", StringComparison.Ordinal)));
        Assert.Contains("🚀", text.Replace("&#128640;", "🚀", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_keeps_names_as_they_are()
    {
        var name = Hostile.Replace("\uD800", "", StringComparison.Ordinal);
        var json = JObject.Parse(Write("r.json", Entry(1, "Failed") with { ProjectName = name }, Entry(1, "Passed", "KeyValid"), Entry(2, "Passed")));

        Assert.Equal(("AtlasCmk.ComplianceReport", 1), ((string?)json["format"], (int)json["version"]!));
        Assert.Equal([name, "p2"], json["subjects"]!.Select(s => (string?)s["name"]));
        Assert.Equal(["KeyAge Failed", "KeyValid Passed"], json["subjects"]![0]!["results"]!.Select(r => $"{r["control"]} {r["result"]}"));
        Assert.Equal((2, 1, 1), ((int)json["summary"]!["projects"]!, (int)json["summary"]!["compliant"]!, (int)json["summary"]!["notCompliant"]!));
    }

    [Fact]
    public void JUnit_has_a_suite_for_each_project_and_a_test_for_each_control()
    {
        var junit = XDocument.Parse(Write("r.xml", Entry(1, "Failed") with { Evidence = "400 days", Remedy = "Invoke-AtlasKeyRotation" }, Entry(2, "NotAssessed"), Entry(2, "Excepted", "KeyValid"),
            Entry(2, "NotApplicable", "Enabled"), Entry(1, "Passed", "Enabled")));

        Assert.Equal(("5", "1", "3"), Counts(junit.Root!));
        Assert.Equal([("2", "1", "0"), ("3", "0", "3")], junit.Root!.Elements("testsuite").Select(Counts));
        var failure = junit.Descendants("failure").Single();
        Assert.Equal(("400 days", true, "KeyAge: The key version is not too old"),
            ((string?)failure.Attribute("message"), failure.Value.Contains("Invoke-AtlasKeyRotation", StringComparison.Ordinal), (string?)failure.Parent!.Attribute("name")));
        Assert.Equal(3, junit.Descendants("skipped").Count());

        static (string?, string?, string?) Counts(XElement suite) => ((string?)suite.Attribute("tests"), (string?)suite.Attribute("failures"), (string?)suite.Attribute("skipped"));
    }

    [Fact]
    public void An_earlier_report_shows_what_is_worse_and_what_is_better()
    {
        Write("old.json", Entry(1, "Passed"), Entry(2, "Failed"), Entry(3, "Failed"), Entry(4, "Passed"));
        var now = new[] { Entry(1, "Failed"), Entry(2, "Passed"), Entry(3, "Failed"), Entry(4, "NotAssessed"), Entry(5, "Failed") };

        var json = JObject.Parse(Write("new.json", previous: "old.json", now));
        var html = Write("new.html", previous: "old.json", now);

        Assert.Equal((1, 1), ((int)json["summary"]!["worse"]!, (int)json["summary"]!["better"]!));
        Assert.Equal(["Passed", "Failed", "Failed", "Passed", null], json["subjects"]!.Select(s => (string?)s["results"]![0]!["previousResult"]));
        Assert.Contains("<b>1 worse</b>, <b>1 better</b>", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("\" data-changed").Length - 1);
        Assert.Contains("(was Passed)", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nope", "not JSON")]
    [InlineData("{}", "not a report")]
    [InlineData("{ \"format\": \"Other\", \"version\": 1, \"subjects\": [] }", "'Other'")]
    [InlineData("{ \"format\": \"AtlasCmk.ComplianceReport\", \"version\": 2, \"subjects\": [] }", "its version is 2")]
    [InlineData(null, "no such file")]
    public void A_previous_report_that_is_none_is_an_error_before_anything_is_written(string? content, string why)
    {
        if (content is not null)
        {
            File.WriteAllText(Target("old.json"), content);
        }

        var error = Assert.Throws<AtlasCmkException>(() => Write("new.html", previous: "old.json", Entry(1, "Passed")));

        Assert.Equal(("PreviousReportUnreadable", true), (error.ErrorId, error.Message.Contains(why, StringComparison.Ordinal)));
        Assert.Equal(content is null ? [] : ["old.json"], _folder.GetFiles().Select(f => f.Name));
    }

    [Fact]
    public void A_report_appears_when_it_is_complete_and_a_stop_leaves_nothing_behind()
    {
        File.WriteAllText(Target("r.html"), "before");
        using (var report = Begin("r.html"))
        {
            report.Add(Entry(1, "Passed"));
            Assert.Equal("before", File.ReadAllText(Target("r.html")));
        }

        Assert.Equal("before", File.ReadAllText(Target("r.html")));
        Write("r.html", Entry(1, "Passed"));
        Assert.Equal(["r.html"], _folder.GetFiles().Select(f => f.Name));
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(Target("r.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_an_error_with_a_remedy()
    {
        File.WriteAllText(Target("r.html"), "before");

        Assert.Equal("ReportExists", Assert.Throws<AtlasCmkException>(() => Begin("r.html", r => r with { NoClobber = true })).ErrorId);
        Assert.Contains("folder does not exist", Assert.Throws<AtlasCmkException>(() => Begin("no/r.html")).Message, StringComparison.Ordinal);
        new FileInfo(Target("r.html")).IsReadOnly = true;
        Assert.Contains("read-only", Assert.Throws<AtlasCmkException>(() => Begin("r.html")).Message, StringComparison.Ordinal);
        using (var report = Begin("r.html", r => r with { Force = true }))
        {
            report.Complete();
        }

        Assert.NotEqual("before", File.ReadAllText(Target("r.html")));
    }

    /// <summary>Whatever a result brings with it can be collected as soon as it is written.</summary>
    [Theory]
    [InlineData("r.html")]
    [InlineData("r.json")]
    [InlineData("r.xml")]
    public void Ten_thousand_projects_do_not_sit_in_memory(string file)
    {
        using var report = Begin(file);
        var kept = Add(report);
        GC.Collect();

        Assert.InRange(kept.Count(k => k.IsAlive), 0, 20);
        report.Complete();
        Assert.Equal(30_000, CountPattern().Count(File.ReadAllText(Target(file))));

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static List<WeakReference> Add(IComplianceReport report)
        {
            var kept = new List<WeakReference>();
            for (var i = 1; i <= 10_000; i++)
            {
                foreach (var control in (string[])["KeyAge", "KeyValid", "Enabled"])
                {
                    var entry = Entry(i, "Failed", control) with { Evidence = $"seen-{i}", Remedy = $"remedy {i}" };
                    kept.AddRange([new(entry), new(entry.Evidence), new(entry.Remedy)]);
                    report.Add(entry);
                }
            }

            return kept;
        }
    }

    private static ReportEntry Entry(int project, string result, string control = "KeyAge") => new(control, result)
    {
        ProjectId = project.ToString("x24", System.Globalization.CultureInfo.InvariantCulture),
        ProjectName = $"p{project}",
        Target = $"{project}",
        Title = "The key version is not too old",
        Expected = "at most 365 days old",
        Evidence = "400 days old",
        Frameworks = ["ISO 27001:2022 A.8.24"],
        Baseline = "built-in",
        AssessedAt = s_now,
    };

    private static ReportEntry Vault(string result) => new("VaultConnections", result) { Target = "vault kv-prod", Title = "Every connection belongs to a project" };

    private string Write(string file, params ReportEntry[] entries) => Write(file, null, entries);

    private string Write(string file, string? previous, params ReportEntry[] entries)
    {
        using var report = Begin(file, r => r with { PreviousPath = previous is null ? null : Target(previous) });
        foreach (var entry in entries)
        {
            report.Add(entry);
        }

        report.Complete();
        return File.ReadAllText(Target(file));
    }

    private IComplianceReport Begin(string file, Func<ReportRequest, ReportRequest>? change = null)
    {
        var request = new ReportRequest(Target(file), ReportFormats.Of(file)!, "Keys", s_now);
        return new ComplianceReports().Begin(change?.Invoke(request) ?? request);
    }

    /// <summary>The page is also well-formed XML, but for its doctype, its void elements, and attributes without a value.</summary>
    private static XDocument Page(string html)
    {
        var xml = html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal).Replace("<br>", "<br/>", StringComparison.Ordinal)
            .Replace(" data-changed>", " data-changed=\"\">", StringComparison.Ordinal);
        xml = Regex.Replace(xml, "<(meta|input)( [^>]*)>", "<$1$2/>");
        return XDocument.Parse(Regex.Replace(xml, "<(style|script)>(.*?)</\\1>", m => $"<{m.Groups[1]}><![CDATA[{m.Groups[2]}]]></{m.Groups[1]}>", RegexOptions.Singleline));
    }

    [GeneratedRegex("<details id=\"(p[0-9]+)\"")]
    private static partial Regex DetailsPattern();

    [GeneratedRegex("href=\"(#[^\"]*)\"")]
    private static partial Regex LinkPattern();

    [GeneratedRegex("seen-[0-9]+")]
    private static partial Regex CountPattern();
}
