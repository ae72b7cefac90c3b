using Xunit;

namespace AtlasCmk.Tests.Azure;

public sealed class RoleAssignmentTests
{
    private const string Vault = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv";

    [Theory]
    [InlineData("/", true)]
    [InlineData("/subscriptions/S", true)]
    [InlineData("/subscriptions/s/resourceGroups/G/", true)]
    [InlineData(Vault, true)]
    [InlineData(Vault + "/keys/cmk", true)]
    [InlineData(Vault + "/keys/cm", false)]
    [InlineData(Vault + "/keys/other", false)]
    [InlineData(Vault + "2", false)]
    [InlineData("/providers/Microsoft.Management/managementGroups/mg", true)]
    [InlineData("/providers/Microsoft.Other/things/x", true)]
    public void A_role_that_Azure_lists_for_a_vault_reaches_it_unless_it_is_that_of_another_key(string scope, bool reaches) =>
        Assert.Equal(reaches, new RoleAssignment("a", scope, "r", "p").Covers($"{Vault}/keys/cmk"));
}
