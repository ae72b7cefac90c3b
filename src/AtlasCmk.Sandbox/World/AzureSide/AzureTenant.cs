namespace AtlasCmk.Sandbox.World;

/// <summary>The customer's directory with one subscription.</summary>
internal sealed class AzureTenant
{
    public required string Id { get; init; }

    public required AzureSubscription Subscription { get; init; }

    /// <summary>The application whose client ID and secret Atlas uses. It can get, encrypt and decrypt with keys, and approve connections.</summary>
    public required AzureApplication AtlasApplication { get; init; }

    /// <summary>The identity of the user or runbook, with all rights.</summary>
    public required AzureApplication OperatorApplication { get; init; }

    public List<AzureApplication> Applications { get; } = [];

    public AzureApplication? FindApplication(string clientId) =>
        Applications.Find(a => string.Equals(a.ClientId, clientId, StringComparison.OrdinalIgnoreCase));

    public AzureApplication? FindPrincipal(string objectId) =>
        Applications.Find(a => string.Equals(a.ObjectId, objectId, StringComparison.OrdinalIgnoreCase));
}
