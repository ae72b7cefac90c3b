namespace AtlasCmk.Sandbox.World;

/// <summary>The vault settings that Atlas stores. A record, so that a change can be validated before it is stored.</summary>
internal sealed record AzureKeyVaultSettings
{
    public string AzureEnvironment { get; init; } = "AZURE";

    public string? ClientId { get; init; }

    public string? TenantId { get; init; }

    public string? Secret { get; init; }

    public string? SubscriptionId { get; init; }

    public string? ResourceGroupName { get; init; }

    public string? KeyVaultName { get; init; }

    public string? KeyIdentifier { get; init; }

    public string? RoleId { get; init; }

    /// <summary>The role that replaces the client secret after a successful validation.</summary>
    public string? CandidateRoleId { get; init; }

    /// <summary>The settings with the candidate role in use.</summary>
    public AzureKeyVaultSettings WithCandidate() =>
        this with { RoleId = CandidateRoleId, CandidateRoleId = null, ClientId = null, TenantId = null, Secret = null };

    public bool RequirePrivateNetworking { get; init; }

    public override string ToString() => $"{KeyIdentifier} as {RoleId ?? ClientId}";
}
