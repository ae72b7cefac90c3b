using AtlasCmk.ModuleTests.Infrastructure;
using AtlasCmk.Testing;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Atlas takes a while to notice a rejection: until then the endpoint looks as if nothing had happened.</summary>
[TakesLong]
public sealed class RejectionTests
{
    private const string Source = "$endpoint = Get-AtlasAkvPrivateEndpoint -RegionName US_CENTRAL; $endpoint";

    [Fact]
    public void A_connection_that_was_rejected_while_it_waited_is_followed_to_the_next_one()
    {
        using var sandbox = SandboxWorld.AtStage("pending");
        using var shell = Shell.ConnectedTo(sandbox);
        var lost = shell.Run(Source).Succeeded("PrivateEndpointConnectionName");

        var run = shell.Run("$endpoint | Deny-AtlasAkvPrivateEndpointConnection -Confirm:$false | Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE | Approve-AzPrivateEndpointConnection");

        Assert.Equal(["Approved"], run.Succeeded("Status"));
        Assert.NotEqual(lost, run.Succeeded("Name"));
    }

    [Fact]
    public void While_Atlas_has_not_noticed_the_advice_of_the_error_waits_for_the_next_one()
    {
        using var slow = SandboxWorld.AtStage("pending", "--provisioning", "12000000");
        using var shell = Shell.ConnectedTo(slow);
        shell.Run(Source + " | Deny-AtlasAkvPrivateEndpointConnection -Confirm:$false").Succeeded();

        var error = Assert.Single(shell.Run("$endpoint | Approve-AzPrivateEndpointConnection").Errors);

        Assert.StartsWith("ConnectionRejected,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        var advice = error.ErrorDetails.RecommendedAction;
        Assert.Contains("Atlas has not noticed yet", advice, StringComparison.Ordinal);
        var wait = advice[advice.IndexOf("Get-", StringComparison.Ordinal)..advice.IndexOf("| Approve", StringComparison.Ordinal)];
        Assert.StartsWith("WaitTimedOut,", Assert.Single(shell.Run($"{wait} -TimeoutSec 1").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
