using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.World;

/// <summary>Encryption at rest of one project: the shared document with a block for every provider.</summary>
internal sealed class EncryptionSettings
{
    /// <summary>Null until someone enables it; "pass only enabled: false" removes the details again.</summary>
    public AzureKeyVaultSettings? Azure { get; set; }

    /// <summary>The version in use where the key identifier names none: the latest enabled one when Atlas looked last.</summary>
    public string? FollowedVersion { get; set; }

    /// <summary>Since when it is that one.</summary>
    public DateTimeOffset? FollowedSince { get; set; }

    /// <summary>The blocks of the other clouds, kept as they came, without their secrets.</summary>
    public JsonObject? AwsKms { get; set; }

    public JsonObject? GoogleCloudKms { get; set; }

    public bool EnabledForSearchNodes { get; set; }

    /// <summary>What the last validation found; null where nothing is configured or no validation has ended yet.</summary>
    public KeyFinding? LastFinding { get; set; }

    public bool ValidationUnderWay { get; set; }

    /// <summary>Whether no validation has tried the last change yet.</summary>
    public bool IsChangeUntried { get; set; }

    /// <summary>Whether the last validation that reached the key found it unusable, as events say.</summary>
    public bool IsKnownInvalid { get; set; }

    /// <summary>Whether the last validation did not reach the vault, as events say.</summary>
    public bool IsOutOfReach { get; set; }

    public bool RequiresPrivateNetworking => Azure is { RequirePrivateNetworking: true };
}
