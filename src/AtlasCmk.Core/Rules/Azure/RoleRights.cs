using System.Text.RegularExpressions;

namespace AtlasCmk.Rules;

/// <summary>What roles allow. Pure: no request is made here.</summary>
/// <remarks>Source: Microsoft, "Understand Azure role definitions": a block allows what its actions match, less what its notActions match; blocks and assignments add up; * stands for anything.</remarks>
internal static class RoleRights
{
    private static readonly string[] s_cryptography = [.. new[] { "encrypt", "decrypt", "wrap", "unwrap", "sign", "verify" }.Select(o => $"Microsoft.KeyVault/vaults/keys/{o}/action")];

    private static readonly string[] s_administration = ["Microsoft.Authorization/roleAssignments/write", "Microsoft.KeyVault/vaults/write", "Microsoft.KeyVault/vaults/accessPolicies/write"];

    /// <summary>Whether it lets an identity do anything with a key that needs the key itself, or may do so.</summary>
    public static bool UsesKeys(RoleDefinition role) => s_cryptography.Any(a => DataActionOf(role, a) != Allowance.No);

    /// <summary>Whether it lets an identity do what Atlas does with a key, or may do so.</summary>
    public static bool EncryptsOrDecrypts(RoleDefinition role) => s_cryptography[..2].Any(a => DataActionOf(role, a) != Allowance.No);

    /// <summary>Whether an identity that has it could give itself any other right, or may be able to.</summary>
    public static bool Administers(RoleDefinition role) => s_administration.Any(a => ActionOf(role, a) != Allowance.No);

    public static Allowance ActionOf(RoleDefinition role, string action) => Best(role.Permissions.Select(p => Less(Match(p.Actions, action), Match(p.NotActions, action))));

    public static Allowance DataActionOf(RoleDefinition role, string action) => Best(role.Permissions.Select(p => Less(Match(p.DataActions, action), Match(p.NotDataActions, action))));

    private static Allowance Less(Allowance given, Allowance takenBack) => (Allowance)Math.Min((int)given, (int)Allowance.Yes - (int)takenBack);

    private static Allowance Match(IEnumerable<string> patterns, string action) => Best(patterns.Select(pattern =>
        Matches(pattern, action, between: "/.*/") ? Allowance.Yes : Matches(pattern, action, between: "/(.*/)?") ? Allowance.Perhaps : Allowance.No));

    /// <param name="pattern">May have wildcards.</param>
    /// <param name="action">What is asked for.</param>
    /// <param name="between">What a wildcard between two slashes stands for, with them.</param>
    private static bool Matches(string pattern, string action, string between) => Regex.IsMatch(
        action, $"^{Regex.Escape(pattern).Replace("/\\*/", between, StringComparison.Ordinal).Replace("\\*", ".*", StringComparison.Ordinal)}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static Allowance Best(IEnumerable<Allowance> allowances) => allowances.DefaultIfEmpty(Allowance.No).Max();
}

/// <summary>Whether a role allows an action. Perhaps counts neither as Yes nor as No.</summary>
internal enum Allowance
{
    No,

    /// <summary>A pattern leaves room: whether <c>vaults/*/read</c> covers <c>vaults/read</c> is on no page of Microsoft.</summary>
    Perhaps,
    Yes,
}

/// <summary>A role that an identity has, and what it allows.</summary>
internal sealed record HeldRole(RoleAssignment Assignment, RoleDefinition Definition);
