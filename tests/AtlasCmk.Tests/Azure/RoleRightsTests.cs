using Xunit;

namespace AtlasCmk.Tests.Azure;

public sealed class RoleRightsTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*/read", "", true)]
    [InlineData("microsoft.keyvault/vaults/*", "", true)]
    [InlineData("Microsoft.KeyVault/vaults/read", "", true)]
    [InlineData("Microsoft.KeyVault/vaults/write", "", false)]
    [InlineData("Microsoft.KeyVault/vaults", "", false)]
    [InlineData("*", "Microsoft.KeyVault/*", false)]
    [InlineData("*", "Microsoft.Network/*", true)]
    public void An_action_is_allowed_by_what_matches_less_what_is_taken_back(string action, string notAction, bool allowed)
    {
        string[] taken = notAction.Length == 0 ? [] : [notAction];
        Assert.Equal(allowed, RoleRights.AllowsAction(Role(new RolePermission([action], taken, [], [])), "Microsoft.KeyVault/vaults/read"));
        Assert.Equal(allowed, RoleRights.AllowsDataAction(Role(new RolePermission([], [], [action], taken)), "Microsoft.KeyVault/vaults/read"));
    }

    [Fact]
    public void The_two_planes_do_not_mix() => Assert.False(RoleRights.AllowsDataAction(Role(new RolePermission(["*"], [], [], [])), "Microsoft.KeyVault/vaults/keys/read"));

    [Fact]
    public void What_one_block_takes_back_another_may_give() =>
        Assert.True(RoleRights.AllowsAction(Role(new RolePermission(["*"], ["*/read"], [], []), new RolePermission(["Microsoft.KeyVault/*"], [], [], [])), "Microsoft.KeyVault/vaults/read"));

    private static RoleDefinition Role(params RolePermission[] permissions) => new("id", "name", permissions);
}
