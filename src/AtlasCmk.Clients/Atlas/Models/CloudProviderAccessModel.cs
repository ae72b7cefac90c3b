using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>The roles of a project, by cloud. This list has no pages.</summary>
internal sealed class CloudProviderAccessModel
{
    [JsonProperty("azureServicePrincipals")]
    public List<ServicePrincipalModel?>? AzureServicePrincipals { get; init; }
}
