using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The commands on connections where Azure behaves differently from the recorded one.</summary>
public sealed class AzureBehaviorTests
{
    private const string Endpoints = "Get-AtlasAkvPrivateEndpoint -RegionName US_CENTRAL";

    [Theory]
    [InlineData("listsLeaveOutState=true")]
    [InlineData("operationAnswer=status")]
    [InlineData("operationAnswer=notFound")]
    [InlineData("connectionNames=withGuid")]
    public void A_connection_is_approved_and_Atlas_shows_it(string behavior)
    {
        using var sandbox = SandboxWorld.AtStage("pending", "--arm", behavior);
        using var shell = Shell.ConnectedTo(sandbox);

        Assert.Equal(["Approved"], shell.Run($"{Endpoints} | Approve-AtlasAkvPrivateEndpointConnection").Succeeded("Status"));
        Assert.Equal(["ACTIVE"], shell.Run($"{Endpoints} | Wait-AtlasAkvPrivateEndpoint").Succeeded("Status"));
    }

    [Theory]
    [InlineData("listsLeaveOutState=true")]
    [InlineData("operationAnswer=status")]
    [InlineData("slowConnectionDelete=true")]
    public void A_connection_is_denied_and_another_one_removed(string behavior)
    {
        using var sandbox = SandboxWorld.AtStage("active", "--arm", behavior, "--provisioning", "60000");
        using var shell = Shell.ConnectedTo(sandbox);

        Assert.Equal(["Rejected"], shell.Run($"{Endpoints} | Deny-AtlasAkvPrivateEndpointConnection -Force -Confirm:$false").Succeeded("Status"));
        shell.Run("$endpoint = Get-AtlasAkvPrivateEndpoint -RegionName US_EAST_2; $endpoint | Remove-AtlasAkvPrivateEndpointConnection -Force -Confirm:$false").Succeeded();
        Assert.Equal(["0"], shell.Run("@(Get-AtlasAkvPrivateEndpointConnection | Where-Object Name -EQ $endpoint.PrivateEndpointConnectionName).Count").Succeeded());
    }

    [Fact]
    public void A_list_that_leaves_out_the_status_still_shows_what_waits_for_an_approval()
    {
        using var sandbox = SandboxWorld.AtStage("pending", "--arm", "listsLeaveOutState=true");
        using var shell = Shell.ConnectedTo(sandbox);

        Assert.Equal(["Pending", "Pending", "Pending"], shell.Run("Get-AtlasAkvPrivateEndpointConnection -Status Pending").Succeeded("Status"));
        Assert.Equal(["Approved", "Approved", "Approved"], shell.Run("Get-AtlasAkvPrivateEndpointConnection | Approve-AtlasAkvPrivateEndpointConnection").Succeeded("Status"));
    }
}
