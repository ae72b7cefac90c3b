using System.IO.Enumeration;

namespace AtlasCmk;

/// <summary>What roles allow. Pure: no request is made here.</summary>
/// <remarks>Source: Microsoft, "Understand Azure role definitions": a block allows what its actions match, less what its notActions match; blocks and assignments add up; * stands for anything.</remarks>
internal static class RoleRights
{
    private static readonly string[] s_cryptography = [.. new[] { "encrypt", "decrypt", "wrap", "unwrap", "sign", "verify" }.Select(o => $"Microsoft.KeyVault/vaults/keys/{o}/action")];

    private static readonly string[] s_administration = ["Microsoft.Authorization/roleAssignments/write", "Microsoft.KeyVault/vaults/write", "Microsoft.KeyVault/vaults/accessPolicies/write"];

    /// <summary>Whether it lets somebody do anything with a key that needs the key itself.</summary>
    public static bool UsesKeys(RoleDefinition role) => s_cryptography.Any(a => AllowsDataAction(role, a));

    /// <summary>Whether it lets somebody do what Atlas does with a key.</summary>
    public static bool EncryptsOrDecrypts(RoleDefinition role) => s_cryptography[..2].Any(a => AllowsDataAction(role, a));

    /// <summary>Whether somebody who has it could give himself whatever else he likes.</summary>
    public static bool Administers(RoleDefinition role) => s_administration.Any(a => AllowsAction(role, a));

    public static bool AllowsAction(RoleDefinition role, string action) =>
        role.Permissions.Any(p => Matches(p.Actions, action) && !Matches(p.NotActions, action));

    public static bool AllowsDataAction(RoleDefinition role, string action) =>
        role.Permissions.Any(p => Matches(p.DataActions, action) && !Matches(p.NotDataActions, action));

    private static bool Matches(IEnumerable<string> patterns, string action) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, action, ignoreCase: true));
}
