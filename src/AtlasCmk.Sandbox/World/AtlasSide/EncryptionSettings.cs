using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.World;

/// <summary>Encryption at rest of a project: one document with a block for every provider.</summary>
internal sealed class EncryptionSettings
{
    /// <summary>Null until enabled. "Pass only enabled: false" removes the details.</summary>
    public AzureKeyVaultSettings? Azure { get; set; }

    /// <summary>The version in use if the key identifier has none: the latest enabled version at Atlas's last check.</summary>
    public string? FollowedVersion { get; set; }

    /// <summary>When that version came into use.</summary>
    public DateTimeOffset? FollowedSince { get; set; }

    /// <summary>The blocks of the other clouds, stored as sent but without their secrets.</summary>
    public JsonObject? AwsKms { get; set; }

    public JsonObject? GoogleCloudKms { get; set; }

    public bool EnabledForSearchNodes { get; set; }

    /// <summary>The result of the last validation. Null if nothing is configured or no validation has completed.</summary>
    public KeyFinding? LastFinding { get; set; }

    public bool ValidationUnderWay { get; set; }

    /// <summary>Whether the last change has not been validated yet.</summary>
    public bool IsChangeUntried { get; set; }

    /// <summary>Whether the last validation that reached the key found it unusable, for events.</summary>
    public bool IsKnownInvalid { get; set; }

    /// <summary>Whether the last validation did not reach the vault, for events.</summary>
    public bool IsOutOfReach { get; set; }

    public bool RequiresPrivateNetworking => Azure is { RequirePrivateNetworking: true };
}
