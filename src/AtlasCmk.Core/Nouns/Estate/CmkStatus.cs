namespace AtlasCmk;

/// <summary>Where one project stands with its customer-managed key: the key, the network, the clusters, the vault and the credentials of Atlas.</summary>
public sealed class CmkStatus : AtlasResource
{
    internal const string Open = "Open";
    internal const string Firewall = "Firewall";
    internal const string Closed = "Closed";
    internal const string Perimeter = "Perimeter";
    internal const string Unknown = "Unknown";

    /// <summary>The sign-in of Atlas as a service principal, without a secret.</summary>
    internal const string Role = "Role";

    /// <summary>The sign-in of Atlas with an application's secret.</summary>
    internal const string ClientSecret = "ClientSecret";

    internal CmkStatus(string projectId)
        : base(projectId)
    {
    }

    /// <summary>Whether the project meets the baseline; empty if nothing fails, but something could not be assessed (Unread). Connections of the vault do not
    /// count: Test-AtlasCmkCompliance checks them.</summary>
    public bool? Compliant { get; internal init; }

    /// <summary>Whether customer-managed keys in Azure Key Vault are enabled for the project.</summary>
    public bool Enabled { get; internal init; }

    /// <summary>Whether Atlas can use the key; empty if Atlas does not report it.</summary>
    public bool? Valid { get; internal init; }

    /// <summary>The key in the project's settings, as a full URL. It has no version if Atlas follows the latest enabled one.</summary>
    public string? KeyIdentifier { get; internal init; }

    /// <summary>The name of the vault.</summary>
    public string? KeyVaultName { get; internal init; }

    /// <summary>The name of the key.</summary>
    public string? KeyName { get; internal init; }

    /// <summary>The key version. If Atlas follows the latest version: the latest enabled one in Azure; Atlas does not report whether it already uses it.</summary>
    public string? KeyVersion { get; internal init; }

    /// <summary>When the key version was created; empty if Azure did not report it.</summary>
    public DateTimeOffset? KeyCreated { get; internal init; }

    /// <summary>The age of the key version in whole days; empty if Azure did not report when it was created.</summary>
    public int? KeyAgeInDays { get; internal init; }

    /// <summary>When the key version expires; empty if it does not expire, or Azure did not report the version.</summary>
    public DateTimeOffset? KeyExpires { get; internal init; }

    /// <summary>Whether the key identifier has no version, so that Atlas follows the latest enabled version of the key.</summary>
    public bool FollowsLatestVersion { get; internal init; }

    /// <summary>Whether Atlas must use private endpoints only to reach the vault.</summary>
    public bool RequirePrivateNetworking { get; internal init; }

    /// <summary>Under private networking: the regions with nodes of clusters that are encrypted or must be, as Atlas spells them.</summary>
    public IReadOnlyList<string> RegionsNeeded { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>The needed regions with an ACTIVE private endpoint.</summary>
    public IReadOnlyList<string> RegionsCovered { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>The needed regions without an ACTIVE private endpoint. Also empty if the endpoints could not be read (Unread).</summary>
    public IReadOnlyList<string> RegionsMissing { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>The number of clusters that are encrypted with the key or could be; empty if the clusters could not be read.</summary>
    public int? ClustersEligible { get; internal init; }

    /// <summary>The number of clusters that are encrypted with the key; empty if the clusters could not be read.</summary>
    public int? ClustersEncrypted { get; internal init; }

    /// <summary>How the vault can be reached over the public network: Open, Firewall (listed addresses), Closed, Perimeter (by the rules of a network security
    /// perimeter) or Unknown; empty without a key.</summary>
    public string? VaultAccess { get; internal init; }

    /// <summary>How Atlas signs in to Azure: Role, which does not expire, or ClientSecret; empty if Atlas reports neither.</summary>
    public string? AtlasSignIn { get; internal init; }

    /// <summary>When the client secret expires, from Microsoft Graph. If the application has several secrets: the earliest end. Empty for a role, or if it could not be
    /// read.</summary>
    public DateTimeOffset? CredentialExpires { get; internal init; }

    /// <summary>What deviates from the baseline, the worst first.</summary>
    public IReadOnlyList<string> Findings { get; internal init => field = new Listing<string>([.. value.Select(VisibleText.Of)]); } = new Listing<string>([]);

    /// <summary>What could not be assessed, with the reason.</summary>
    public IReadOnlyList<string> Unread { get; internal init => field = new Listing<string>([.. value.Select(VisibleText.Of)]); } = new Listing<string>([]);

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of(
        $"{ProjectLabel()}: {(Compliant switch { true => "compliant", false => "not compliant", null => "unknown" })}{(Findings.Count > 0 ? $" ({string.Join("; ", Findings)})" : "")}");
}
