using System.Globalization;

namespace AtlasCmk.Rules;

/// <summary>Whether Atlas can use a key version. Pure: no request is made here.</summary>
/// <remarks>
/// Sources: Atlas's error codes AZURE_KEY_VAULT_KEY_NOT_ENABLED, _EXPIRED, _EXPIRING and _NOT_ACTIVE, and its prerequisites: the
/// identity that it uses encrypts and decrypts, which among the keys of a vault only RSA keys can.
/// </remarks>
internal static class KeyVersionRules
{
    /// <summary>Atlas refuses a key that "will expire within the next 48 hours".</summary>
    public static readonly TimeSpan ShortestRemainingLife = TimeSpan.FromHours(48);

    private static readonly string[] s_needed = ["encrypt", "decrypt"];
    private static readonly string[] s_rsa = ["RSA", "RSA-HSM"];
    private static readonly string[] s_others = ["EC", "EC-HSM", "oct", "oct-HSM"];

    /// <summary>Whether Azure's documents name this type of key. One that they do not name counts as a reason against the version all the same.</summary>
    public static bool IsKnownType(string keyType) => s_rsa.Concat(s_others).Contains(keyType, StringComparer.OrdinalIgnoreCase);

    /// <summary>What a version has to allow, and allows: an update replaces the list.</summary>
    public static IEnumerable<string> WithNeededOperations(KeyVersion version) => version.Operations.Union(s_needed, StringComparer.OrdinalIgnoreCase);

    /// <returns>Every reason against it at that time, the most important first. What a list leaves out (type, operations) is no reason; that it is enabled has to be said.</returns>
    public static IReadOnlyList<KeyVersionReason> ReasonsAgainst(KeyVersion version, DateTimeOffset now)
    {
        var reasons = new List<KeyVersionReason>();
        if (version.Enabled is not true)
        {
            reasons.Add(version.Enabled is false ? new(KeyVersionFault.Disabled, "it is disabled") : new(KeyVersionFault.EnabledNotTold, "Azure does not say whether it is enabled"));
        }

        if (version.Expires is { } end)
        {
            if (end <= now)
            {
                reasons.Add(new(KeyVersionFault.Expired, $"it expired at {Text(end)}"));
            }
            else if (end - now <= ShortestRemainingLife)
            {
                reasons.Add(new(KeyVersionFault.Expiring, $"it expires at {Text(end)}, and Atlas takes no key that expires within 48 hours"));
            }
        }

        if (version.NotBefore > now)
        {
            reasons.Add(new(KeyVersionFault.NotYetActive, $"it is not active before {Text(version.NotBefore.Value)}"));
        }

        if (version.KeyType is { } type && !s_rsa.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            reasons.Add(new(KeyVersionFault.NotRsa, $"it is of type {type}, and only RSA keys encrypt"));
        }

        if (version.Operations.Count > 0 && s_needed.Except(version.Operations, StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } missing)
        {
            reasons.Add(new(KeyVersionFault.OperationMissing, $"it does not allow to {string.Join(" and ", missing)}"));
        }

        return [.. reasons.OrderBy(r => r.Fault)];
    }

    private static string Text(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}

/// <summary>What can speak against a key version, in the order in which it is the more important to know.</summary>
internal enum KeyVersionFault
{
    Disabled,
    Expired,
    NotYetActive,
    Expiring,
    NotRsa,
    OperationMissing,

    /// <summary>Azure does not say whether it is enabled, so that nothing is known for certain.</summary>
    EnabledNotTold,
}

/// <summary>One reason against a key version, in words that follow "because".</summary>
internal sealed record KeyVersionReason(KeyVersionFault Fault, string Text)
{
    public override string ToString() => Text;
}
