using System.Security;

namespace AtlasCmk.Rules;

/// <summary>The parameters of Set-AtlasEncryptionAtRest. Null means that a parameter was not specified.</summary>
internal sealed record EncryptionAtRestRequest
{
    public KeyIdentifier? Key { get; init; }

    public string? KeyVaultName { get; init; }

    public string? ResourceGroupName { get; init; }

    public string? SubscriptionId { get; init; }

    public string? TenantId { get; init; }

    public string? ClientId { get; init; }

    public SecureString? ClientSecret { get; init; }

    public string? RoleId { get; init; }

    public AzureCloud? Cloud { get; init; }

    public bool? RequirePrivateNetworking { get; init; }

    public bool? EnabledForSearchNodes { get; init; }

    /// <summary>The Az context, if the session uses it. On the first enablement, it supplies defaults for missing parameters.</summary>
    public AzContext? Context { get; init; }

    /// <summary>Whether only a secret changes. Then the cmdlet always waits for Atlas.</summary>
    public bool IsRotationOfSecret() => ClientSecret is not null && this with { ClientId = null, ClientSecret = null, TenantId = null, Context = null } == new EncryptionAtRestRequest();

    /// <summary>Records print their members, and this record has a secret.</summary>
    public override string ToString() => nameof(EncryptionAtRestRequest);
}
