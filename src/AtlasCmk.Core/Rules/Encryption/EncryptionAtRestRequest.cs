using System.Security;

namespace AtlasCmk.Rules;

/// <summary>What a caller of Set-AtlasEncryptionAtRest gave; null is what he did not give.</summary>
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

    /// <summary>Where the session is signed in to Azure by the Az context: what it says stands in, at the first enablement, for what was not given.</summary>
    public AzContext? Context { get; init; }

    /// <summary>A new secret alone: then Atlas is waited for, whether it was asked for or not.</summary>
    public bool IsRotationOfSecret() => ClientSecret is not null && this with { ClientId = null, ClientSecret = null, TenantId = null, Context = null } == new EncryptionAtRestRequest();

    /// <summary>A record would print its members; this one holds a secret.</summary>
    public override string ToString() => nameof(EncryptionAtRestRequest);
}
