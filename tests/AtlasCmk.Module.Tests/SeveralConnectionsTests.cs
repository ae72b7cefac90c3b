using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Key Vault takes one change of a vault at a time. The Sandbox refuses a change that overlaps with another one, and a change that was refused is sent again.</summary>
public sealed class SeveralConnectionsTests : IDisposable
{
    private const string Regions = "'US_CENTRAL', 'US_EAST', 'US_EAST_2', 'US_NORTH_CENTRAL', 'US_WEST', 'US_WEST_2', 'US_WEST_3', 'US_SOUTH_CENTRAL', "
        + "'CANADA_CENTRAL', 'EUROPE_NORTH', 'EUROPE_WEST', 'UK_SOUTH'";

    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("private", "--latency", "20");

    public void Dispose() => _sandbox.Dispose();

    /// <summary>The changes succeed at the first try, so they never overlapped.</summary>
    [Theory]
    [InlineData("Approve-AzPrivateEndpointConnection", "PUT", "Approved")]
    [InlineData("Deny-AtlasAkvPrivateEndpointConnection -Confirm:$false", "PUT", "Rejected")]
    [InlineData("Remove-AtlasAkvPrivateEndpointConnection -Confirm:$false", "DELETE", null)]
    public void Twelve_connections_of_a_vault_take_twelve_changes_one_at_a_time(string command, string method, string? status)
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        Assert.Equal(12, shell.Run($"New-AtlasAkvPrivateEndpoint -RegionName {Regions} -Wait").Succeeded().Count);
        _sandbox.ForgetRequests();

        var run = shell.Run($"Get-AtlasAkvPrivateEndpoint | {command}");

        Assert.Equal(Enumerable.Repeat<object?>(status, status is null ? 0 : 12), run.Succeeded("Status"));
        Assert.Equal(12, _sandbox.Mutations().Count);
        Assert.All(_sandbox.Mutations(), r =>
        {
            Assert.Equal(method, r.Method);
            Assert.Contains("/privateEndpointConnections/", r.Path, StringComparison.Ordinal);
            Assert.InRange(r.Status, 200, 299);
        });
        Assert.Equal(12, _sandbox.Mutations().Select(r => r.Path).Distinct().Count());
    }
}
