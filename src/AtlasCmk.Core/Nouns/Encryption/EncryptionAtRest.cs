namespace AtlasCmk;

/// <summary>The encryption settings of an Atlas project that uses Azure Key Vault. They never include the client secret: Atlas does not return it.</summary>
public sealed class EncryptionAtRest : AtlasResource
{
    internal EncryptionAtRest(string projectId)
        : base(projectId)
    {
    }

    /// <summary>Whether customer-managed keys in Azure Key Vault are enabled for the project.</summary>
    public bool Enabled { get; internal init; }

    /// <summary>Whether Atlas could use the key when it last checked; empty if Atlas does not report it. Atlas checks after a change, every 15 minutes, and whenever the settings are read.</summary>
    public bool? Valid { get; internal init; }

    /// <summary>Whether Atlas must use private endpoints only to reach the vault.</summary>
    public bool RequirePrivateNetworking { get; internal init; }

    /// <summary>The key version in use, as a full URL: https://{vault}.vault.azure.net/keys/{name}/{version}. It has no version if Atlas follows the latest enabled one.</summary>
    public string? KeyIdentifier
    {
        get;
        internal init
        {
            Key = AtlasCmk.KeyIdentifier.TryParse(value);
            field = Key?.Text ?? value;
        }
    }

    /// <summary>Whether the key identifier has no version, so that Atlas follows the latest enabled version of the key.</summary>
    public bool FollowsLatestVersion => Key is { FollowsLatest: true };

    /// <summary>The key version that KeyIdentifier resolves to, as a full URL. If the project follows the latest version: the latest enabled version in Azure.
    /// Empty without -ResolveKeyVersion, or if Azure did not return it. Atlas does not report whether it already uses that version.</summary>
    public string? ResolvedKeyIdentifier => Key is { FollowsLatest: false } ? KeyIdentifier : Followed?.Text;

    /// <summary>The name of the vault.</summary>
    public string? KeyVaultName { get; internal init; }

    /// <summary>The resource group that holds the vault.</summary>
    public string? ResourceGroupName { get; internal init; }

    /// <summary>The ID of the Azure subscription that holds the vault, a UUID.</summary>
    public string? SubscriptionId { get; internal init; }

    /// <summary>The tenant of the application that Atlas signs in with, a UUID.</summary>
    public string? TenantId { get; internal init; }

    /// <summary>The application (client) ID that Atlas signs in with, a UUID; empty if Atlas uses a role.</summary>
    public string? ClientId { get; internal init; }

    /// <summary>The ID of the cloud provider access role that Atlas uses instead of a client secret, 24 hexadecimal digits.</summary>
    public string? RoleId { get; internal init; }

    /// <summary>The Azure cloud, as Atlas spells it: AZURE, AZURE_CHINA or AZURE_US_GOVERNMENT.</summary>
    public string? AzureEnvironment { get; internal init; }

    /// <summary>Whether search nodes are encrypted with the key too.</summary>
    public bool EnabledForSearchNodes { get; internal init; }

    /// <summary>Other providers whose keys are enabled for the project, as Atlas spells them: AWS, GCP. AtlasCmk never changes them.</summary>
    public IReadOnlyList<string> OtherProviders { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>After a change of credentials: how long to keep the previous application or service principal, and its permissions on the vault. Atlas restores
    /// a snapshot with the credentials from the time of the snapshot. Empty if no snapshot needs them, nothing changed, or the time is unknown; a warning then
    /// says why.</summary>
    public DateTimeOffset? FormerCredentialsNeededUntil { get; internal set; }

    /// <summary>If Atlas follows the latest version: the latest enabled version in Azure; null if not requested or not returned.</summary>
    internal KeyIdentifier? Followed { get; set; }

    /// <summary>The key in the settings; null if there is none, or its form is not recognized.</summary>
    internal KeyIdentifier? Key { get; private init; }

    /// <summary>The key, for use in a sentence.</summary>
    internal string KeyInWords => !Enabled ? "no key" : KeyIdentifier ?? "a key that Atlas does not name";

    /// <summary>The cloud to use: Atlas's setting, else the key's cloud, else the public one.</summary>
    internal string CloudName => AzureEnvironment ?? (Key?.Cloud ?? AzureCloud.Public).Name;

    /// <summary>The configured vault; null if Atlas does not report it completely.</summary>
    internal KeyVaultReference? Vault =>
        KeyVaultName is { } vault && ResourceGroupName is { } group && SubscriptionId is { } subscription
            ? new(AzureCloud.Find(CloudName) ?? Key?.Cloud ?? AzureCloud.Public, subscription, group, vault)
            : null;

    /// <summary>Whether the project uses a vault; null if Atlas does not report the project's vault completely, and it may be this one.</summary>
    internal bool? Uses(KeyVaultReference vault) => Vault is { } own ? own.IsSameVault(vault)
        : !Enabled || (Key?.VaultName ?? KeyVaultName)?.Equals(vault.Name, StringComparison.OrdinalIgnoreCase) is false ? false
        : null;

    /// <summary>What the command that emitted this object did: who, when, and the request IDs; empty if a command only read it.</summary>
    public ChangeEvidence? Change => ChangeMade;

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of(
        Enabled ? $"{ProjectLabel()}: {KeyIdentifier ?? "key not named"} ({(FollowsLatestVersion ? "latest enabled version, " : "")}"
            + $"{(Valid switch { true => "valid", false => "not valid", null => "validity unknown" })})" : $"{ProjectLabel()}: not enabled");
}
