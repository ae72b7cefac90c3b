using System.Text.RegularExpressions;

namespace AtlasCmk.Rules;

/// <summary>What roles allow. Pure: sends no requests.</summary>
/// <remarks>Source: Microsoft, "Understand Azure role definitions". A block allows its actions except its notActions. Blocks and assignments add up. * matches anything.</remarks>
internal static class RoleRights
{
    private static readonly string[] s_cryptography = [.. new[] { "encrypt", "decrypt", "wrap", "unwrap", "sign", "verify" }.Select(o => $"Microsoft.KeyVault/vaults/keys/{o}/action")];

    private static readonly string[] s_administration = ["Microsoft.Authorization/roleAssignments/write", "Microsoft.KeyVault/vaults/write", "Microsoft.KeyVault/vaults/accessPolicies/write"];

    /// <summary>Whether the role allows cryptographic operations with a key, or may allow them.</summary>
    public static bool UsesKeys(RoleDefinition role) => s_cryptography.Any(a => DataActionOf(role, a) != Allowance.No);

    /// <summary>Whether the role allows what Atlas does with a key, or may allow it.</summary>
    public static bool EncryptsOrDecrypts(RoleDefinition role) => s_cryptography[..2].Any(a => DataActionOf(role, a) != Allowance.No);

    /// <summary>Whether an identity with the role can grant itself other rights, or may be able to.</summary>
    public static bool Administers(RoleDefinition role) => s_administration.Any(a => ActionOf(role, a) != Allowance.No);

    public static Allowance ActionOf(RoleDefinition role, string action) => Best(role.Permissions.Select(p => Less(Match(p.Actions, action), Match(p.NotActions, action))));

    public static Allowance DataActionOf(RoleDefinition role, string action) => Best(role.Permissions.Select(p => Less(Match(p.DataActions, action), Match(p.NotDataActions, action))));

    private static Allowance Less(Allowance given, Allowance takenBack) => (Allowance)Math.Min((int)given, (int)Allowance.Yes - (int)takenBack);

    private static Allowance Match(IEnumerable<string> patterns, string action) => Best(patterns.Select(pattern =>
        Matches(pattern, action, between: "/.*/") ? Allowance.Yes : Matches(pattern, action, between: "/(.*/)?") ? Allowance.Perhaps : Allowance.No));

    /// <param name="pattern">Can have wildcards.</param>
    /// <param name="action">The requested action.</param>
    /// <param name="between">What a wildcard between two slashes matches, including the slashes.</param>
    private static bool Matches(string pattern, string action, string between) => Regex.IsMatch(
        action, $"^{Regex.Escape(pattern).Replace("/\\*/", between, StringComparison.Ordinal).Replace("\\*", ".*", StringComparison.Ordinal)}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static Allowance Best(IEnumerable<Allowance> allowances) => allowances.DefaultIfEmpty(Allowance.No).Max();
}

/// <summary>Whether a role allows an action. Perhaps counts as neither Yes nor No.</summary>
internal enum Allowance
{
    No,

    /// <summary>The pattern is ambiguous: Microsoft does not document whether <c>vaults/*/read</c> includes <c>vaults/read</c>.</summary>
    Perhaps,
    Yes,
}

/// <summary>A role of an identity, and its permissions.</summary>
internal sealed record HeldRole(RoleAssignment Assignment, RoleDefinition Definition);
