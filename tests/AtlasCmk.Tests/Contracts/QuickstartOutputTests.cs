using AtlasCmk.Testing;
using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>What the quickstart shows a new user.</summary>
[TakesLong]
public sealed class QuickstartOutputTests
{
    [Fact]
    public async Task The_quickstart_runs_in_the_Sandbox_s_own_shell()
    {
        var quickstart = await QuickstartRecord.GetAsync();
        var output = quickstart.Output;

        Assert.Equal("", quickstart.Errors);
        Assert.All(
            output.Split('\n').Where(line => line.StartsWith("WARNING: ", StringComparison.Ordinal)),
            line => Assert.Matches("^WARNING: (Atlas reaches the vault of project |The connection of the private endpoint in EUROPE_WEST was rejected|Encrypted "
                + "clusters reach their key over the private endpoint in US_EAST_2: )", line));
        Assert.All(Enumerable.Range(1, 9), step => Assert.Contains($"=== {step}. ", output, StringComparison.Ordinal));
        Assert.Contains("PS> New-AtlasAkvPrivateEndpoint -RegionName US_CENTRAL, EUROPE_WEST -Wait | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint",
            output, StringComparison.Ordinal);
        Assert.All(["INITIATING", "PENDING_ACCEPTANCE", "ACTIVE"], status => Assert.Contains($"US_EAST_2  {status}", output, StringComparison.Ordinal));
        Assert.Contains("Done: the project is as it was.", output, StringComparison.Ordinal);
    }
}
