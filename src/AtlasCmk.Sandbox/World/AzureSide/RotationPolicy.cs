using System.Xml;

namespace AtlasCmk.Sandbox.World;

/// <summary>What Azure does with a key by itself. ISO 8601 durations, as they came.</summary>
internal sealed record RotationPolicy(IReadOnlyList<RotationAction> Actions, string? ExpiryTime, DateTimeOffset Created, DateTimeOffset Updated)
{
    /// <summary>When a version expires that is made then; null where it never does.</summary>
    public DateTimeOffset? ExpiryOf(DateTimeOffset created) => ExpiryTime is { } expiry ? created + Duration(expiry) : null;

    /// <summary>When the vault makes the version after this one by itself, not before the policy was there; null where it does not.</summary>
    public DateTimeOffset? SuccessorOf(VaultKeyVersion version)
    {
        var due = Actions.Where(a => a.Type == "Rotate")
            .Min(a => a.TimeAfterCreate is { } after ? version.Created + Duration(after) : version.Expires - Duration(a.TimeBeforeExpiry ?? ""));
        return due < Updated ? Updated : due;
    }

    /// <summary>ISO 8601; a month counts as 30 days and a year as 365.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static TimeSpan Duration(string text) => XmlConvert.ToTimeSpan(text);
}
