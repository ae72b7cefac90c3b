using System.Xml;

namespace AtlasCmk.Sandbox.World;

/// <summary>The automatic actions of a key, with ISO 8601 durations as sent.</summary>
internal sealed record RotationPolicy(IReadOnlyList<RotationAction> Actions, string? ExpiryTime, DateTimeOffset Created, DateTimeOffset Updated)
{
    /// <summary>When a version that is created at this time expires. Null if it never expires.</summary>
    public DateTimeOffset? ExpiryOf(DateTimeOffset created) => ExpiryTime is { } expiry ? created + Duration(expiry) : null;

    /// <summary>When the vault creates the next version automatically, not earlier than the policy. Null if it does not.</summary>
    public DateTimeOffset? SuccessorOf(VaultKeyVersion version)
    {
        var due = Actions.Where(a => a.Type == "Rotate")
            .Min(a => a.TimeAfterCreate is { } after ? version.Created + Duration(after) : version.Expires - Duration(a.TimeBeforeExpiry ?? ""));
        return due < Updated ? Updated : due;
    }

    /// <summary>An ISO 8601 duration. A month counts as 30 days and a year as 365.</summary>
    /// <exception cref="FormatException">The text is not a duration.</exception>
    public static TimeSpan Duration(string text) => XmlConvert.ToTimeSpan(text);
}

/// <summary><c>Rotate</c> or <c>Notify</c>, at a time after creation or before expiry.</summary>
internal sealed record RotationAction(string Type, string? TimeAfterCreate, string? TimeBeforeExpiry);
