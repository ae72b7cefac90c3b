using System.Globalization;

namespace AtlasCmk.Rules;

/// <summary>Whether Atlas can use a key version. Pure: sends no requests.</summary>
/// <remarks>
/// Sources: Atlas's error codes AZURE_KEY_VAULT_KEY_NOT_ENABLED, _EXPIRED, _EXPIRING and _NOT_ACTIVE, and its prerequisites.
/// Atlas encrypts and decrypts, which only RSA keys of a vault can do.
/// </remarks>
internal static class KeyVersionRules
{
    /// <summary>Atlas refuses a key that "will expire within the next 48 hours".</summary>
    public static readonly TimeSpan ShortestRemainingLife = TimeSpan.FromHours(48);

    private static readonly string[] s_needed = ["encrypt", "decrypt"];
    private static readonly string[] s_rsa = ["RSA", "RSA-HSM"];
    private static readonly string[] s_others = ["EC", "EC-HSM", "oct", "oct-HSM"];

    /// <summary>Whether Azure documents this key type. An undocumented type is also a reason against the version.</summary>
    public static bool IsKnownType(string keyType) => s_rsa.Concat(s_others).Contains(keyType, StringComparer.OrdinalIgnoreCase);

    /// <summary>The required and the present operations, because an update replaces the list.</summary>
    public static IEnumerable<string> WithNeededOperations(KeyVersion version) => version.Operations.Union(s_needed, StringComparer.OrdinalIgnoreCase);

    /// <returns>All reasons against it at that time, the most important first. A type or operations that a list omits are no reason. An unknown enabled state is.</returns>
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
                reasons.Add(new(KeyVersionFault.Expiring, $"it expires at {Text(end)}, and Atlas does not accept a key that expires within 48 hours"));
            }
        }

        if (version.NotBefore > now)
        {
            reasons.Add(new(KeyVersionFault.NotYetActive, $"it is not active before {Text(version.NotBefore.Value)}"));
        }

        if (version.KeyType is { } type && !s_rsa.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            reasons.Add(new(KeyVersionFault.NotRsa, $"its type is {type}, and only RSA keys can encrypt"));
        }

        if (version.Operations.Count > 0 && s_needed.Except(version.Operations, StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } missing)
        {
            reasons.Add(new(KeyVersionFault.OperationMissing, $"it does not allow {string.Join(" and ", missing)}"));
        }

        return [.. reasons.OrderBy(r => r.Fault)];
    }

    private static string Text(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}

/// <summary>The possible reasons against a key version, the most important first.</summary>
internal enum KeyVersionFault
{
    Disabled,
    Expired,
    NotYetActive,
    Expiring,
    NotRsa,
    OperationMissing,

    /// <summary>It is unknown whether the version is enabled, so nothing is certain.</summary>
    EnabledNotTold,
}

/// <summary>One reason against a key version, as text that follows "because".</summary>
internal sealed record KeyVersionReason(KeyVersionFault Fault, string Text)
{
    public override string ToString() => Text;
}

/// <summary>Whether a project uses a key version, and whether Atlas can use it.</summary>
internal static class KeyVersionStates
{
    /// <param name="version">The version.</param>
    /// <param name="versions">All versions of its key that Azure listed.</param>
    /// <param name="project">The project's settings.</param>
    /// <param name="now">The time for the expiry check.</param>
    public static AkvKeyVersion Of(KeyVersion version, IReadOnlyList<KeyVersion> versions, EncryptionAtRest project, DateTimeOffset now)
    {
        var reasons = KeyVersionRules.ReasonsAgainst(version, now);
        bool? isInUse = KeyReferences.Of(version.Identifier, versions, project) switch
        {
            KeyReference.Named or KeyReference.Latest => true,
            KeyReference.Possible => null,
            _ => false,
        };
        var state = reasons.Count > 0 ? StateOf(reasons[0].Fault) : isInUse is true ? "Current" : "Usable";
        return new(project.ProjectId, version, isInUse, state, reasons.Count > 0 ? string.Join("; ", reasons) : null, now);
    }

    private static string StateOf(KeyVersionFault fault) => fault switch
    {
        KeyVersionFault.NotRsa or KeyVersionFault.OperationMissing => "Unusable",
        KeyVersionFault.EnabledNotTold => "Unknown",
        _ => fault.ToString(),
    };
}
