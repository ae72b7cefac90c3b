using Newtonsoft.Json;

namespace AtlasCmk.Clients;

internal sealed class ServicePrincipalModel
{
    [JsonProperty("_id", Required = Required.Always)]
    public string Id { get; init; } = "";

    [JsonProperty("tenantId")]
    public string? TenantId { get; init; }

    [JsonProperty("servicePrincipalId")]
    public string? ServicePrincipalId { get; init; }

    [JsonProperty("atlasAzureAppId")]
    public string? AtlasAzureAppId { get; init; }

    [JsonProperty("createdDate")]
    public DateTimeOffset? Created { get; init; }

    [JsonProperty("lastUpdatedDate")]
    public DateTimeOffset? LastUpdated { get; init; }

    [JsonProperty("featureUsages")]
    public List<FeatureUsageModel?>? FeatureUsages { get; init; }

    public AzureServicePrincipal ToServicePrincipal(string projectId) => new(projectId, Id)
    {
        TenantId = TenantId.OrNull(),
        ServicePrincipalId = ServicePrincipalId.OrNull(),
        AtlasAzureAppId = AtlasAzureAppId.OrNull(),
        Created = Created,
        LastUpdated = LastUpdated,
        UsedBy = [.. (FeatureUsages ?? []).Select(u => u?.FeatureType).OfType<string>().Distinct()],
    };
}

internal sealed class FeatureUsageModel
{
    [JsonProperty("featureType")]
    public string? FeatureType { get; init; }
}

/// <summary>The roles of a project, by cloud. This list has no pages.</summary>
internal sealed class CloudProviderAccessModel
{
    [JsonProperty("azureServicePrincipals")]
    public List<ServicePrincipalModel?>? AzureServicePrincipals { get; init; }
}
