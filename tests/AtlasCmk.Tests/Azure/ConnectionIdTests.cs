using AtlasCmk.Tests.Fakes;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Azure;

public sealed class ConnectionIdTests
{
    private static readonly Gen<string> s_name = Gen.Char["abcxyzABCXYZ0123456789-_.()"].Array[1, 40].Select(c => new string(c));

    [Theory]
    [InlineData("")]
    [InlineData("pe-1")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/privateEndpointConnections/")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/managedHSMs/v/privateEndpointConnections/c")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/v/privateEndpointConnections/c")]
    [InlineData("/subscriptions//resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/privateEndpointConnections/c")]
    [InlineData("/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/privateEndpointConnections/c/more")]
    [InlineData("https://management.azure.com/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/privateEndpointConnections/c")]
    public void Another_resource_does_not_count_as_a_vault_connection(string text) =>
        Assert.Null(ConnectionId.Parse(text, AzureCloud.Public));

    [Fact]
    public void Every_written_value_is_read_back() =>
        Gen.Select(Gen.Guid, s_name, s_name, s_name, Gen.OneOfConst([.. AzureCloud.All])).Sample((subscription, group, vault, name, cloud) =>
        {
            var id = new ConnectionId(new(cloud, subscription.ToString("D"), group, vault), name);

            Assert.Equal(id, ConnectionId.Parse(id.ResourceId, cloud));
            Assert.Equal(id, ConnectionId.Parse(id.ResourceId + "/", cloud));
        });

    [Theory]
    [InlineData(" {0} ")]
    [InlineData("{0}\n")]
    [InlineData("\u00a0{0}/ ")]
    [InlineData("https://portal.azure.com/#@contoso.onmicrosoft.com/resource{0}")]
    [InlineData("https://portal.azure.com/#resource{0}/overview")]
    [InlineData("https://ms.portal.azure.com/?feature=x#@contoso.com/resource{0}/")]
    public void A_copied_text_is_accepted(string text)
    {
        var id = Given.Connection("pe-1");

        Assert.Equal(id, ConnectionId.Parse(string.Format(null, text, id.ResourceId), AzureCloud.Public));
    }

    [Theory]
    [InlineData("https://portal.azure.com.example.com/#resource{0}")]
    [InlineData("http://portal.azure.com/#resource{0}")]
    [InlineData("x{0}")]
    [InlineData("{0} and more")]
    public void Similar_text_does_not_count(string text) => Assert.Null(ConnectionId.Parse(string.Format(null, text, Given.Connection("pe-1").ResourceId), AzureCloud.Public));

    [Fact]
    public void Azure_compares_ids_without_regard_to_case()
    {
        var id = Given.Connection("pe-1");
        var shouted = ConnectionId.Parse(id.ResourceId.ToUpperInvariant(), AzureCloud.Public)!;

        Assert.True(id.IsSameConnection(shouted));
        Assert.True(id.Vault.IsSameVault(shouted.Vault));
        Assert.False(id.IsSameConnection(Given.Connection("pe-2")));
        Assert.False(id.Vault.IsSameVault(null));
    }
}
