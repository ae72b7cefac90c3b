using System.Security;

namespace AtlasCmk;

/// <summary>The fields of a PATCH of a project's encryption at rest: null fields are not sent, and Atlas leaves them unchanged.</summary>
/// <remarks>Atlas, updateGroupEncryptionAtRest: the first enablement needs every field; afterwards "administrators can pass only the changed fields".</remarks>
internal sealed record EncryptionAtRestChange
{
    public bool? Enabled { get; init; }

    public string? KeyIdentifier { get; init; }

    public string? KeyVaultName { get; init; }

    public string? ResourceGroupName { get; init; }

    public string? SubscriptionId { get; init; }

    public string? TenantId { get; init; }

    public string? ClientId { get; init; }

    /// <summary>Write-only: Atlas never returns it.</summary>
    public SecureString? ClientSecret { get; init; }

    public string? AzureEnvironment { get; init; }

    public bool? RequirePrivateNetworking { get; init; }

    public string? RoleId { get; init; }

    public bool? EnabledForSearchNodes { get; init; }

    /// <summary>A record would print its members; this one holds a secret.</summary>
    public override string ToString() => nameof(EncryptionAtRestChange);
}
