using System.IO.Enumeration;

namespace AtlasCmk.Tests.Recordings;

/// <summary>A place where the Sandbox answers otherwise than was recorded, or does not answer at all, and why.</summary>
/// <param name="Group">How the name of the group of answers begins; <c>*</c> for every group.</param>
/// <param name="Line">The line, in which <c>*</c> stands for any text: <c>-</c> is only in the recordings, <c>+</c> only in the Sandbox.</param>
/// <param name="Reason">Why the Sandbox does not do as recorded.</param>
internal sealed record KnownDifference(string Group, string Line, string Reason)
{
    /// <summary>Each difference that no entry covers, and each entry that covers none.</summary>
    public static IEnumerable<string> Check(IReadOnlyList<(string Group, string Line)> found, IReadOnlyList<KnownDifference> known) =>
    [
        .. found.Where(f => !known.Any(k => k.Covers(f.Group, f.Line))).Select(f => $"{f.Group}: {f.Line}"),
        .. known.Where(k => !found.Any(f => k.Covers(f.Group, f.Line))).Select(k => $"Not needed: {k}"),
    ];

    public bool Covers(string group, string line) =>
        (Group == "*" || group == Group || group.StartsWith(Group + " ", StringComparison.Ordinal))
        && FileSystemName.MatchesSimpleExpression(Line, line, ignoreCase: false);
}
