using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.World;

/// <summary>Encryption at rest of one project: the shared document with a block for every provider.</summary>
internal sealed class EncryptionSettings
{
    /// <summary>Null until someone enables it; "pass only enabled: false" removes the details again.</summary>
    public AzureKeyVaultSettings? Azure { get; set; }

    /// <summary>The version that Atlas found last where the key identifier names none.</summary>
    public string? FollowedVersion { get; set; }

    /// <summary>The blocks of the other clouds, kept as they came, without their secrets.</summary>
    public JsonObject? AwsKms { get; set; }

    public JsonObject? GoogleCloudKms { get; set; }

    public bool EnabledForSearchNodes { get; set; }

    /// <summary>What the last validation found; null where nothing is configured or no validation has ended yet.</summary>
    public KeyFinding? LastFinding { get; set; }

    public bool ValidationUnderWay { get; set; }

    public bool RequiresPrivateNetworking => Azure is { RequirePrivateNetworking: true };
}
