using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The examples of keys and of the identity that uses them.</summary>
public sealed class KeyHelpExampleTests : HelpExamples
{
    /// <summary>Each cmdlet, and the stage of the job at which its examples make sense, in their order.</summary>
    public static TheoryData<string, string> Stages => new()
    {
        { "Get-AtlasAkvKey", "enabled" },
        { "Get-AtlasAzureServicePrincipal", "enabled" },
        { "Get-AtlasKeyUsage", "encrypted" },
        { "Grant-AtlasKeyAccess", "encrypted" },
        { "Invoke-AtlasKeyRotation", "enabled" },
        { "Register-AtlasAzureServicePrincipal", "enabled" },
        { "Revoke-AtlasKeyAccess", "encrypted" },
        { "Test-AtlasKeyRetirement", "encrypted" },
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public void Every_example_of_a_cmdlet_runs(string cmdlet, string stage)
    {
        using var sandbox = SandboxWorld.AtStage(stage);
        RunAll(cmdlet, sandbox);
    }
}
