using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The preflight as a user runs and reads it.</summary>
public sealed class PrerequisiteTests
{
    private static readonly string s_example = Path.Combine(Repository.Root, "module", "examples", "preflight.ps1");

    [Fact]
    public void The_example_lists_what_is_missing_and_otherwise_enables_the_project()
    {
        using var sandbox = SandboxWorld.Start("--mixed");
        using var shell = new Shell();
        shell.Set("Sandbox", sandbox.File);

        shell.Run($"& '{s_example}' -Sandbox $Sandbox").Succeeded();

        Assert.Single(sandbox.Mutations());
        Assert.NotNull(sandbox.Picture()["projects"]![0]!["encryption"]);
    }

    [Fact]
    public void The_example_stops_before_it_changes_anything_where_a_prerequisite_is_not_met()
    {
        using var sandbox = SandboxWorld.Start();
        using var shell = new Shell();
        shell.Set("Sandbox", sandbox.File);
        sandbox.World("setProvider", new { state = "NotRegistered" });

        var error = shell.Refuse($"& '{s_example}' -Sandbox $Sandbox");

        Assert.Contains("Prerequisites that are not met: 1.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(sandbox.Mutations());
    }

    [Fact]
    public void Projects_are_checked_from_the_pipeline_in_their_order()
    {
        using var sandbox = SandboxWorld.Start("--projects", "3");
        using var shell = Shell.ConnectedTo(sandbox);

        var expected = shell.Run("Get-AtlasProject | ForEach-Object ProjectId").Succeeded();
        var checks = shell.Run("Get-AtlasProject | Test-AtlasCmkPrerequisite | Where-Object Name -eq AtlasRole | ForEach-Object { \"$($_.ProjectId) $($_.Status)\" }").Succeeded();

        Assert.Equal(expected.Select(p => $"{p} Passed"), checks.Select(c => c.ToString()));
    }

    [Fact]
    public void An_identifier_that_cannot_be_used_is_a_check_that_failed_and_no_error()
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        using var shell = Shell.ConnectedTo(sandbox);

        var checks = shell.Run("Test-AtlasCmkPrerequisite -KeyIdentifier http://example.org/key | Where-Object Name -like 'Key*' | ForEach-Object { \"$($_.Name) $($_.Status)\" }").Succeeded();

        Assert.Contains("KeyIdentifier Failed", checks.Select(c => c.ToString()));
        Assert.Contains("KeyEnabled Unknown", checks.Select(c => c.ToString()));
    }

    [Fact]
    public void A_check_names_the_page_of_its_rule()
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        using var shell = Shell.ConnectedTo(sandbox);

        var sources = shell.Run("Test-AtlasCmkPrerequisite | ForEach-Object { $_.Source.AbsoluteUri }").Succeeded().Select(s => s.ToString()).ToHashSet();

        Assert.Contains("https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/", sources);
        Assert.All(sources, source => Assert.Matches("^https://(www\\.mongodb\\.com/docs/atlas|learn\\.microsoft\\.com/(azure|graph))/", source));
    }
}
