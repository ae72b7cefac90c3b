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
    [InlineData("/subscriptions/s/resourceGroups/g2", false)]
    public void A_role_reaches_what_its_scope_is_or_holds(string scope, bool reaches) =>
        Assert.Equal(reaches, new RoleAssignment("a", scope, "r", "p").Covers($"{Vault}/keys/cmk"));
}
