using Xunit;

namespace AtlasCmk.Tests.Azure;

public sealed class RoleRightsTests
{
    [Theory]
    [InlineData("*", "", "Yes")]
    [InlineData("*/read", "", "Yes")]
    [InlineData("microsoft.keyvault/vaults/*", "", "Yes")]
    [InlineData("Microsoft.KeyVault/vaults/read", "", "Yes")]
    [InlineData("Microsoft.KeyVault/vaults/write", "", "No")]
    [InlineData("Microsoft.KeyVault/vaults", "", "No")]
    [InlineData("Microsoft.KeyVault/vaults/*/read", "", "Perhaps")]
    [InlineData("Microsoft.KeyVault/*/vaults/*/read", "", "Perhaps")]
    [InlineData("Microsoft.KeyVault/vaults/*/write", "", "No")]
    [InlineData("Microsoft.KeyVault/vaults.read", "", "No")]
    [InlineData("*", "Microsoft.KeyVault/*", "No")]
    [InlineData("*", "Microsoft.Network/*", "Yes")]
    [InlineData("*", "Microsoft.KeyVault/vaults/*/read", "Perhaps")]
    public void An_action_is_allowed_by_what_matches_less_what_is_taken_back(string action, string notAction, string allowed)
    {
        string[] taken = notAction.Length == 0 ? [] : [notAction];
        Assert.Equal(allowed, RoleRights.ActionOf(Role(new RolePermission([action], taken, [], [])), "Microsoft.KeyVault/vaults/read").ToString());
        Assert.Equal(allowed, RoleRights.DataActionOf(Role(new RolePermission([], [], [action], taken)), "Microsoft.KeyVault/vaults/read").ToString());
    }

    [Fact]
    public void The_two_planes_do_not_mix() => Assert.Equal(Allowance.No, RoleRights.DataActionOf(Role(new RolePermission(["*"], [], [], [])), "Microsoft.KeyVault/vaults/keys/read"));

    [Fact]
    public void An_action_excluded_by_one_block_may_be_allowed_by_another() =>
        Assert.Equal(Allowance.Yes, RoleRights.ActionOf(Role(new RolePermission(["*"], ["*/read"], [], []), new RolePermission(["Microsoft.KeyVault/*"], [], [], [])),
            "Microsoft.KeyVault/vaults/read"));

    private static RoleDefinition Role(params RolePermission[] permissions) => new("id", "name", permissions);
}
