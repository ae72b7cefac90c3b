using Xunit;

namespace AtlasCmk.Tests.Recordings;

internal static class Findings
{
    /// <summary>Fails with all findings, each on its own line; the assertions of xunit show the first five.</summary>
    public static void AssertNone(IEnumerable<string> findings)
    {
        var all = findings.ToList();
        Assert.True(all.Count == 0, $"{all.Count} found:\n{string.Join('\n', all)}");
    }
}
