using System.Text.RegularExpressions;
using AtlasCmk.Tests.Conventions;
using Xunit;

namespace AtlasCmk.Tests.Help;

/// <summary>The way back has one order, in every document and remedy: clusters, endpoints, private networking, project.</summary>
public sealed partial class DisableEncryptionCommandsTests
{
    /// <summary>How far before the removal of endpoints a reader still sees that the clusters come first.</summary>
    private const int InSight = 600;

    private static readonly string[] s_texts = ["README.md", "module/en-US", "module/examples", "src"];

    private static IEnumerable<(string Name, string Text)> Documents =>
        from path in s_texts
        from file in Files(Path.Combine(Product.Folder, path))
        let name = Path.GetRelativePath(Product.Folder, file)
        where !name.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")
        select (name, File.ReadAllText(file));

    private static IEnumerable<string> Files(string path) => File.Exists(path) ? [path]
        : new[] { "*.txt", "*.ps1", "*.cs" }.SelectMany(pattern => Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories));

    /// <summary>Every removal of all endpoints for which the clusters do not come first.</summary>
    private static IEnumerable<string> Wrong(string name, string text) =>
        from removal in AllEndpointsPattern().Matches(text)
        let before = text[Math.Max(0, removal.Index - InSight)..removal.Index]
        where !before.Contains("Disable-AtlasClusterEncryption", StringComparison.Ordinal)
        select $"{name}: {removal.Value}";

    [Fact]
    public void Clusters_leave_the_key_before_all_endpoints_go() => Assert.Empty(Documents.SelectMany(d => Wrong(d.Name, d.Text)));

    [Fact]
    public void Prose_has_the_same_order() => Assert.Empty(
        from document in Documents
        from sentence in WayBackPattern().Matches(document.Text)
        where sentence.Value.IndexOf("endpoints", StringComparison.Ordinal) is >= 0 and var endpoints && sentence.Value.IndexOf("clusters", StringComparison.Ordinal) > endpoints
        select $"{document.Name}: {sentence.Value}");

    [Fact]
    public void The_removal_of_an_endpoint_is_never_taught_without_its_questions() => Assert.Empty(
        from document in Documents
        from removal in UnaskedPattern().Matches(document.Text)
        select $"{document.Name}: {removal.Value}");

    [Fact]
    public void Private_networking_and_the_project_come_last() => Assert.Empty(
        from document in Documents
        from off in ProjectPattern().Matches(document.Text)
        let after = document.Text[off.Index..Math.Min(document.Text.Length, off.Index + InSight)]
        where AllEndpointsPattern().IsMatch(after) || after[off.Length..].Contains("RequirePrivateNetworking:$false", StringComparison.Ordinal)
        select $"{document.Name}: {off.Value}");

    [Fact]
    public void Every_error_that_has_endpoints_removed_says_that_the_clusters_come_first() => Assert.Empty(ErrorCatalog.All.SelectMany(e => Wrong(e.Code, e.Remedy)));

    [Theory]
    [InlineData("Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Wait")]
    [InlineData("Get-AtlasAkvPrivateEndpoint -ProjectId 'x' |\n    Remove-AtlasAkvPrivateEndpoint")]
    public void The_other_order_is_found(string text) => Assert.NotEmpty(Wrong("text", text));

    [GeneratedRegex(@"Get-AtlasAkvPrivateEndpoint(?: -ProjectId \S+)?\s+\|\s+Remove-AtlasAkvPrivateEndpoint\b(?!Connection)")]
    private static partial Regex AllEndpointsPattern();

    [GeneratedRegex(@"\bway (?:back|out)\b[^.]*", RegexOptions.IgnoreCase)]
    private static partial Regex WayBackPattern();

    [GeneratedRegex(@"Remove-AtlasAkvPrivateEndpoint\b(?!Connection)[^|\r\n]*-(?:Confirm:\$false|Force\b)")]
    private static partial Regex UnaskedPattern();

    /// <summary>At the start of a line of a script, an example or a document.</summary>
    [GeneratedRegex(@"^\W*(?:code>)?Disable-AtlasEncryptionAtRest\b", RegexOptions.Multiline)]
    private static partial Regex ProjectPattern();
}
