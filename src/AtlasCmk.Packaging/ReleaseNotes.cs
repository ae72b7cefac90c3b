namespace AtlasCmk.Packaging;

/// <summary>What CHANGELOG.md says of a version: the section under its heading.</summary>
internal static class ReleaseNotes
{
    private const string Heading = "## ";

    public static string Of(string version, string changelog)
    {
        var section = File.ReadLines(changelog)
            .SkipWhile(l => !IsHeading(l, version))
            .Skip(1)
            .TakeWhile(l => !l.StartsWith(Heading, StringComparison.Ordinal));
        return string.Join('\n', section).Trim() is { Length: > 0 } notes
            ? notes
            : throw new PackagingException($"{changelog} says nothing of version {version}: it needs a section '{Heading}[{version}]'.");
    }

    private static bool IsHeading(string line, string version) =>
        line.StartsWith(Heading, StringComparison.Ordinal) && line[Heading.Length..].Split(' ')[0] == $"[{version}]";
}
