using AtlasCmk.Sandbox.Shell;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class SandboxArgumentsTests
{
    [Fact]
    public void No_arguments_run_the_quickstart_in_a_default_world()
    {
        var parsed = SandboxArguments.Parse([]);

        Assert.Equal((SandboxAction.Quickstart, "fresh", 1), (parsed.Action, parsed.Options.Stage, parsed.Options.Projects));
    }

    [Fact]
    public void Every_option_reaches_the_world()
    {
        var parsed = SandboxArguments.Parse(
            ["run", "a.ps1", "--port", "8443", "--projects", "3", "--mixed", "--latency", "20", "--provisioning", "50", "--seed", "9", "--speed", "40", "--stage", "active", "--record", "r.jsonl"]);

        Assert.Equal((SandboxAction.Run, "a.ps1"), (parsed.Action, parsed.Script));
        Assert.Equal((8443, 3, true, 9), (parsed.Options.Port, parsed.Options.Projects, parsed.Options.Mixed, parsed.Options.Seed));
        Assert.Equal((TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50)), (parsed.Options.Latency, parsed.Options.Provisioning));
        Assert.Equal(40, parsed.Options.Speed);
        Assert.Equal(("active", "r.jsonl"), (parsed.Options.Stage, parsed.Options.RecordFile));
    }

    [Fact]
    public void Every_other_behavior_has_an_option()
    {
        var options = SandboxArguments.Parse(
            [
                "serve", "--follow-key", "--arm", "operationAnswer=status", "--arm", "listsLeaveOutState=true",
                "--401-without-code", "--new-endpoint-id", "--inexact-counts", "--digest-sha256",
            ]).Options;

        Assert.Equal([("operationAnswer", "status"), ("listsLeaveOutState", "true")], options.Arm);
        Assert.Equal((true, true, "SHA-256"), (options.FollowsLatestVersion, options.UnauthorizedHasNoCode, options.DigestAlgorithm));
        Assert.Equal((true, true), (options.NewEndpointIdOnRecreation, options.InexactCounts));
    }

    [Fact]
    public void Rate_limits_are_given_by_set_or_by_scope()
    {
        var options = SandboxArguments.Parse(["serve", "--projects", "10000", "--rate-limit", "GROUP=60/30", "--rate-limit", "projectList=100/100", "--steady-refill"]).Options;

        Assert.Equal([("GROUP", 60, 30), ("projectList", 100, 100)], options.RateLimits);
        Assert.Equal((10_000, true), (options.Projects, options.SteadyRefill));
        Assert.All(RateLimitSet.Names, name => Assert.Contains(name, SandboxArguments.Usage, StringComparison.Ordinal));
    }

    /// <summary>A line of the help for each, with its values in the order of the default first.</summary>
    [Fact]
    public void The_help_names_every_behavior_of_Azure_with_its_values() => Assert.All(
        ResourceManagerBehavior.Known, m => Assert.Contains($"{m.Key}={string.Join('|', m.Value)}", SandboxArguments.Usage, StringComparison.Ordinal));

    [Theory]
    [InlineData("serve --arm weather=fine", "'weather'")]
    [InlineData("serve --arm operationAnswer", "''")]
    [InlineData("serve --arm operationAnswer=soon", "'soon'")]
    [InlineData("serve --rate-limit clusters=60", "'clusters=60'")]
    [InlineData("serve --rate-limit weather=60/60", "'weather'")]
    [InlineData("serve --rate-limit clusters=0/60", "'clusters=0/60'")]
    [InlineData("serve --projects 10001", "'10001'")]
    [InlineData("sing", "'sing'")]
    [InlineData("serve --loud", "'--loud'")]
    [InlineData("serve extra", "'extra'")]
    [InlineData("serve --port http", "'http'")]
    [InlineData("serve --port 65536", "'65536'")]
    [InlineData("serve --projects 0", "'0'")]
    [InlineData("serve --stage tomorrow", "'tomorrow'")]
    [InlineData("serve --seed", "--seed")]
    [InlineData("serve --record --mixed", "--record")]
    [InlineData("serve --speed", "--speed")]
    [InlineData("serve --speed 0", "'0'")]
    [InlineData("serve --speed -2", "'-2'")]
    [InlineData("serve --speed 1001", "'1001'")]
    [InlineData("serve --speed 1.5", "'1.5'")]
    [InlineData("serve --worlds --stage active", "--worlds")]
    [InlineData("run a.ps1 --worlds", "'--worlds'")]
    [InlineData("run", "SCRIPT.ps1")]
    public void Unreadable_input_is_named(string line, string named)
    {
        var mistake = Assert.Throws<UsageException>(() => SandboxArguments.Parse(line.Split(' ')));

        Assert.Contains(named, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_worlds_take_a_port_alone_and_each_world_its_own_options()
    {
        var parsed = SandboxArguments.Parse(["serve", "--port", "8443", "--worlds"]);

        Assert.Equal((SandboxAction.ServeWorlds, 8443), (parsed.Action, parsed.Options.Port));
        Assert.Equal(("active", 3), SandboxArguments.ParseWorld(["--stage", "active", "--projects", "3"]) is var world ? (world.Stage, world.Projects) : default);
        Assert.All(["--worlds", "--help"], option => Assert.Throws<UsageException>(() => SandboxArguments.ParseWorld([option])));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve --port 1 --help")]
    public void Help_wins(string line) => Assert.Equal(SandboxAction.Help, SandboxArguments.Parse(line.Split(' ')).Action);
}
