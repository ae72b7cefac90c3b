using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests;

public sealed class ListingTests
{
    /// <summary>ConvertTo-Csv writes what ToString gives.</summary>
    [Fact]
    public void A_list_joined_into_one_text_shows_its_items()
    {
        var cluster = new ClusterEncryption(Given.Cluster("orders") with { Regions = ["US_EAST_2", "US_CENTRAL"] }, null);
        var principal = new AzureServicePrincipal(Given.ProjectId, Given.RoleId()) { UsedBy = ["ENCRYPTION_AT_REST"] };

        Assert.Equal("US_EAST_2, US_CENTRAL", cluster.Regions.ToString());
        Assert.Equal("AZURE", cluster.Providers.ToString());
        Assert.Equal("ENCRYPTION_AT_REST", principal.UsedBy.ToString());
        Assert.Equal("", principal.GrantCommands.ToString());
        Assert.Equal("", Given.NotEnabled.OtherProviders.ToString());
        Assert.Equal("encrypt, decrypt, wrapKey, unwrapKey", KeyVersionStates.Of(Given.KeyVersion(Given.Key, default), [], Given.Encryption(), default).Operations.ToString());
    }
}
