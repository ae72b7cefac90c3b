namespace AtlasCmk.Sandbox.World;

/// <summary>An Azure service principal of Atlas's application that a project can use instead of a client secret.</summary>
internal sealed class AzureRole
{
    public required string Id { get; init; }

    public required string TenantId { get; init; }

    public required string ServicePrincipalId { get; init; }

    public required string AtlasAzureAppId { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset LastUpdated { get; set; }

    public bool Authorized { get; set; }
}
