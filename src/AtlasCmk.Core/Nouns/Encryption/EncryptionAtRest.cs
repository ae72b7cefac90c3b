using AtlasCmk.Rules;

namespace AtlasCmk;

/// <summary>How a project of Atlas is encrypted with a key in Azure Key Vault. The client secret is never part of it: Atlas does not return it.</summary>
public sealed class EncryptionAtRest : AtlasResource
{
    internal EncryptionAtRest(string projectId)
        : base(projectId)
    {
    }

    /// <summary>Whether customer-managed keys in Azure Key Vault are on for the project.</summary>
    public bool Enabled { get; internal init; }

    /// <summary>Whether Atlas could use the key when it last looked; empty where Atlas does not say. Atlas looks on a change, every 15 minutes, and whenever it is asked.</summary>
    public bool? Valid { get; internal init; }

    /// <summary>Whether Atlas has to reach the vault over private endpoints only.</summary>
    public bool RequirePrivateNetworking { get; internal init; }

    /// <summary>The key version in use, as a full URL: https://{vault}.vault.azure.net/keys/{name}/{version}. It has no version where Atlas follows the latest enabled one.</summary>
    public string? KeyIdentifier
    {
        get;
        internal init
        {
            Key = AtlasCmk.KeyIdentifier.TryParse(value);
            field = Key?.Text ?? value;
        }
    }

    /// <summary>Whether the key identifier names no version, so that Atlas follows the latest enabled version of the key.</summary>
    public bool FollowsLatestVersion => Key is { FollowsLatest: true };

    /// <summary>The key version that KeyIdentifier resolves to, as a full URL. Where the project follows the latest version: the latest enabled one that Azure showed. Empty where Azure was not asked (-ResolveKeyVersion) or did not show it. Atlas does not say whether it uses that version already.</summary>
    public string? ResolvedKeyIdentifier => Key is { FollowsLatest: false } ? KeyIdentifier : Followed?.Text;

    /// <summary>The vault's name.</summary>
    public string? KeyVaultName { get; internal init; }

    /// <summary>The resource group that holds the vault.</summary>
    public string? ResourceGroupName { get; internal init; }

    /// <summary>The Azure subscription that holds the vault, a UUID.</summary>
    public string? SubscriptionId { get; internal init; }

    /// <summary>The tenant of the application that Atlas signs in with, a UUID.</summary>
    public string? TenantId { get; internal init; }

    /// <summary>The application (client) id that Atlas signs in with, a UUID; empty where a role is used.</summary>
    public string? ClientId { get; internal init; }

    /// <summary>The cloud provider access role that Atlas uses instead of a client secret, 24 hexadecimal digits.</summary>
    public string? RoleId { get; internal init; }

    /// <summary>The Azure cloud, as Atlas spells it: AZURE, AZURE_CHINA or AZURE_US_GOVERNMENT.</summary>
    public string? AzureEnvironment { get; internal init; }

    /// <summary>Whether search nodes are encrypted with the key too.</summary>
    public bool EnabledForSearchNodes { get; internal init; }

    /// <summary>Other providers whose keys are on for the project, as Atlas spells them: AWS, GCP. AtlasCmk never changes them.</summary>
    public IReadOnlyList<string> OtherProviders { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>After a change of credentials: until when the former application or service principal and its rights on the vault must stay, since Atlas restores a snapshot with the credentials of its time. Empty where no snapshot needs them, nothing was changed, or it is not known; then a warning says why.</summary>
    public DateTimeOffset? FormerCredentialsNeededUntil { get; internal set; }

    /// <summary>Where Atlas follows the latest version: the one that Azure showed as the latest enabled one; null where it was not asked or did not show it.</summary>
    internal KeyIdentifier? Followed { get; set; }

    /// <summary>The key that the settings name; null where they name none, or name it in a form that is not known here.</summary>
    internal KeyIdentifier? Key { get; private init; }

    /// <summary>The key of a project that has one.</summary>
    /// <exception cref="AtlasCmkException">The project has none, or Atlas does not name it, or names it in a form that is not known here.</exception>
    internal KeyIdentifier KeyInUse => !Enabled ? throw EncryptionErrors.NotEnabledForProject(ProjectId!)
        : Key ?? throw (KeyIdentifier is { } text ? KeyErrors.KeyNotUnderstood(ProjectId!, text) : KeyErrors.KeyNotNamed(ProjectId!));

    /// <summary>The key for a sentence.</summary>
    internal string KeyInWords => !Enabled ? "no key" : KeyIdentifier ?? "a key that Atlas does not name";

    /// <summary>The cloud that counts: where Atlas does not say, the key's, else the public one.</summary>
    internal string CloudName => AzureEnvironment ?? (Key?.Cloud ?? AzureCloud.Public).Name;

    /// <summary>The vault that is configured, or null where Atlas names none in full.</summary>
    internal KeyVaultReference? Vault =>
        KeyVaultName is { } vault && ResourceGroupName is { } group && SubscriptionId is { } subscription
            ? new(AzureCloud.Find(CloudName) ?? Key?.Cloud ?? AzureCloud.Public, subscription, group, vault)
            : null;

    /// <summary>The vault of a project that has one.</summary>
    /// <exception cref="AtlasCmkException">The project has none, or Atlas does not name it in full.</exception>
    internal KeyVaultReference VaultInUse => Vault ?? throw (Enabled ? KeyErrors.VaultNotNamed(ProjectId!) : EncryptionErrors.VaultNotConfigured(ProjectId!));

    /// <summary>Whether the project uses a vault; null where Atlas does not name the project's vault in full, and it may be this one.</summary>
    internal bool? Uses(KeyVaultReference vault) => Vault is { } own ? own.IsSameVault(vault)
        : !Enabled || (Key?.VaultName ?? KeyVaultName)?.Equals(vault.Name, StringComparison.OrdinalIgnoreCase) is false ? false
        : null;

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of(
        Enabled ? $"{ProjectId}: {KeyIdentifier ?? "key not named"} ({(FollowsLatestVersion ? "latest enabled version, " : "")}{(Valid switch { true => "valid", false => "not valid", null => "validity unknown" })})" : $"{ProjectId}: not enabled");
}
