namespace AtlasCmk.Sandbox.World;

/// <summary>The customer's directory with its one subscription.</summary>
internal sealed class AzureTenant
{
    public required string Id { get; init; }

    public required AzureSubscription Subscription { get; init; }

    /// <summary>The application whose client id and secret Atlas is given: get, encrypt and decrypt on keys, and on vaults what signing in with it takes.</summary>
    public required AzureApplication AtlasApplication { get; init; }

    /// <summary>The identity of the person or runbook at work, who may do everything.</summary>
    public required AzureApplication OperatorApplication { get; init; }

    public List<AzureApplication> Applications { get; } = [];

    public AzureApplication? FindApplication(string clientId) =>
        Applications.Find(a => string.Equals(a.ClientId, clientId, StringComparison.OrdinalIgnoreCase));

    public AzureApplication? FindPrincipal(string objectId) =>
        Applications.Find(a => string.Equals(a.ObjectId, objectId, StringComparison.OrdinalIgnoreCase));
}
