using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The examples of rotation run as they stand, in a world whose clusters take their time.</summary>
public sealed class RotationExampleTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("encrypted", "--provisioning", "15000");
    private readonly Shell _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    private PSObject Run(string example) =>
        Assert.Single(_shell.Run($"& '{Path.Combine(Repository.Root, "module", "examples", example)}' -Sandbox '{_sandbox.File}'").Succeeded());

    [Fact]
    public void A_rotation_ends_with_its_record()
    {
        var rotation = Run("rotation.ps1");

        Assert.Equal(_sandbox["keyIdentifier"], rotation.Properties["OldKeyIdentifier"].Value);
        Assert.Equal("orders Completed, payments Completed", string.Join(", ", (IEnumerable<object>)rotation.Properties["Clusters"].Value));
        Assert.Equal(["No"], _shell.Run("Get-AtlasAkvKey | Where-Object IsInUse -eq $false | Test-AtlasKeyRetirement").Succeeded("SafeToDisable"));
    }

    [Fact]
    public void From_a_rotation_to_the_retirement_of_the_old_version_it_takes_as_long_as_the_last_backup_lives()
    {
        var verdict = Run("rotation-to-retirement.ps1");

        Assert.Equal((_sandbox["keyIdentifier"], "Yes"), (verdict.Properties["KeyIdentifier"].Value, verdict.Properties["SafeToDisable"].Value));
        // The monthly backup of 30 days before has 335 days left. The world's clock is some minutes ahead.
        Assert.Equal(12, Math.Round((DateTimeOffset.UtcNow - (DateTimeOffset)_shell.Run("Get-AtlasAkvKey | Where-Object IsInUse").Succeeded("Created")[0]!).TotalDays / 30, 1));
    }
}
