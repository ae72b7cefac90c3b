using AtlasCmk.Sandbox.Shell;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class SandboxArgumentsTests
{
    [Fact]
    public void Nothing_means_the_quickstart_in_an_ordinary_world()
    {
        var parsed = SandboxArguments.Parse([]);

        Assert.Equal((SandboxAction.Quickstart, "fresh", 1), (parsed.Action, parsed.Options.Stage, parsed.Options.Projects));
    }

    [Fact]
    public void Every_option_reaches_the_world()
    {
        var parsed = SandboxArguments.Parse(
            ["run", "a.ps1", "--port", "8443", "--projects", "3", "--mixed", "--latency", "20", "--provisioning", "50", "--seed", "9", "--stage", "active", "--record", "r.jsonl"]);

        Assert.Equal((SandboxAction.Run, "a.ps1"), (parsed.Action, parsed.Script));
        Assert.Equal((8443, 3, true, 9), (parsed.Options.Port, parsed.Options.Projects, parsed.Options.Mixed, parsed.Options.Seed));
        Assert.Equal((TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50)), (parsed.Options.Latency, parsed.Options.Provisioning));
        Assert.Equal(("active", "r.jsonl"), (parsed.Options.Stage, parsed.Options.RecordFile));
    }

    [Theory]
    [InlineData("sing", "'sing'")]
    [InlineData("serve --loud", "'--loud'")]
    [InlineData("serve extra", "'extra'")]
    [InlineData("serve --port http", "'http'")]
    [InlineData("serve --port 65536", "'65536'")]
    [InlineData("serve --projects 0", "'0'")]
    [InlineData("serve --stage tomorrow", "'tomorrow'")]
    [InlineData("serve --seed", "--seed")]
    [InlineData("serve --record --mixed", "--record")]
    [InlineData("run", "SCRIPT.ps1")]
    public void What_cannot_be_understood_is_named(string line, string named)
    {
        var mistake = Assert.Throws<UsageException>(() => SandboxArguments.Parse(line.Split(' ')));

        Assert.Contains(named, mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve --port 1 --help")]
    public void Help_wins(string line) => Assert.Equal(SandboxAction.Help, SandboxArguments.Parse(line.Split(' ')).Action);
}
