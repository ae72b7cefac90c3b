namespace AtlasCmk.Sandbox.World;

/// <summary>What Atlas remembers of the customer's vault. A record, so that a change can be tried before it is kept.</summary>
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

    /// <summary>The role that is to replace the client secret once a validation has succeeded with it.</summary>
    public string? CandidateRoleId { get; init; }

    /// <summary>As it would be with the candidate in force.</summary>
    public AzureKeyVaultSettings WithCandidate() =>
        this with { RoleId = CandidateRoleId, CandidateRoleId = null, ClientId = null, TenantId = null, Secret = null };

    public bool RequirePrivateNetworking { get; init; }

    public override string ToString() => $"{KeyIdentifier} as {RoleId ?? ClientId}";
}
