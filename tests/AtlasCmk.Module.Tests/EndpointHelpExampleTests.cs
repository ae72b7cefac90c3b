using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The examples of private endpoints.</summary>
public sealed class EndpointHelpExampleTests : HelpExamples
{
    /// <summary>Each cmdlet, and the stage of the job at which its examples make sense, in their order.</summary>
    public static TheoryData<string, string> Stages => new()
    {
        { "Approve-AtlasAkvPrivateEndpointConnection", "private" },
        { "Approve-AzPrivateEndpointConnection", "private" },
        { "Deny-AtlasAkvPrivateEndpointConnection", "active" },
        { "Get-AtlasAkvPrivateEndpoint", "pending" },
        { "Get-AtlasAkvPrivateEndpointConnection", "pending" },
        { "New-AtlasAkvPrivateEndpoint", "private" },
        { "Remove-AtlasAkvPrivateEndpoint", "active" },
        { "Remove-AtlasAkvPrivateEndpointConnection", "active" },
        { "Wait-AtlasAkvPrivateEndpoint", "active" },
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public void Every_example_of_a_cmdlet_runs(string cmdlet, string stage)
    {
        using var sandbox = SandboxWorld.AtStage(stage);
        RunAll(cmdlet, sandbox);
    }
}
