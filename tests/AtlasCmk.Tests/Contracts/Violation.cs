using AtlasCmk.Sandbox.Hosting;
using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>Where an exchange departs from its published description (a JSON path in a body, a header, a parameter, the status), and from which rule.</summary>
internal sealed record Violation(Exchange Exchange, string At, string Rule)
{
    public override string ToString() => $"{Exchange}: {At}: {Rule}";

    public static void AssertNone(IEnumerable<Violation> violations)
    {
        var lines = violations.Select(v => v.ToString()).Distinct().ToList();
        Assert.True(lines.Count == 0, $"{lines.Count} departures from the published descriptions:\n{string.Join('\n', lines)}");
    }
}
