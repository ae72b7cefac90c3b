using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Prerequisites;

/// <summary>Whose a connection of a shared vault is: every visible project that uses the vault is asked first.</summary>
public sealed class ConnectionChecksTests
{
    private const string Other = "66c9e8f1dd6c9960802420ea";

    [Theory]
    [InlineData("KV-ATLAS", "Passed")]
    [InlineData("kv-another", "Warning")]
    public void A_name_counts_where_its_project_uses_this_vault(string vault, string status)
    {
        var world = new World();
        world.Atlas.Encryption.Set(Given.Encryption());
        world.Atlas.Projects.Add(new(Other, "two", "org", 1, default));
        world.Atlas.EndpointsElsewhere = [new AkvPrivateEndpoint(Other, Given.EndpointId(2), "US_EAST_2", EndpointStatus.PendingAcceptance) { PrivateEndpointConnectionName = "pe-1" }];
        world.Atlas.EncryptionElsewhere[Other] = new EncryptionAtRest(Other)
        {
            Enabled = true,
            KeyVaultName = vault,
            ResourceGroupName = Given.Vault.ResourceGroupName,
            SubscriptionId = Given.Subscription,
        };
        world.KeyVault.Connections.Set([new PrivateEndpointConnection(Given.Connection("pe-1"), ConnectionStatus.Pending)]);

        var (checks, _) = world.Run(() => new TestPrerequisite(world.Project).RunAsync(new(), diagnose: false));

        Assert.Equal(status, checks.Single(c => c.Name == "VaultConnections").Status);
    }

    /// <summary>Its owner may be the one that is missing.</summary>
    [Fact]
    public void A_list_of_projects_that_is_shorter_than_its_total_leaves_the_owner_open()
    {
        var world = new World();
        world.Atlas.Encryption.Set(Given.Encryption());
        world.Atlas.Projects.Add(new(Given.ProjectId, "one", "org", 1, default));
        world.Atlas.ProjectsNotListed = 1;
        world.KeyVault.Connections.Set([new PrivateEndpointConnection(Given.Connection("pe-1"), ConnectionStatus.Pending)]);

        var (checks, _) = world.Run(() => new TestPrerequisite(world.Project).RunAsync(new(), diagnose: false));

        var check = checks.Single(c => c.Name == "VaultConnections");
        Assert.Equal("Unknown", check.Status);
        Assert.Contains("lists 1 of 2 projects", check.Actual, StringComparison.Ordinal);
    }
}
