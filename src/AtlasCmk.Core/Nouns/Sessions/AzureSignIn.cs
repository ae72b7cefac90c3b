using System.Security;

namespace AtlasCmk;

/// <summary>The Azure identity, and its credentials.</summary>
internal sealed record AzureSignIn(AzureAuthentication Method)
{
    public static AzureSignIn Default { get; } = new(AzureAuthentication.Default);

    public string? TenantId { get; init; }

    /// <summary>The application, or the user-assigned managed identity.</summary>
    public string? ClientId { get; init; }

    public SecureString? ClientSecret { get; init; }

    /// <summary>A token for Azure Resource Manager.</summary>
    public SecureString? AccessToken { get; init; }

    /// <summary>A token for Key Vault's data plane.</summary>
    public SecureString? KeyVaultAccessToken { get; init; }

    /// <summary>A token for Microsoft Graph.</summary>
    public SecureString? GraphAccessToken { get; init; }

    public override string ToString() => Method.ToString();
}
