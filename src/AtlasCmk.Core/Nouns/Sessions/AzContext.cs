namespace AtlasCmk;

/// <summary>Where somebody is signed in to Az in a runspace, the cloud as Az spells it; null for what the context does not say.</summary>
internal sealed record AzContext(string? TenantId, string? SubscriptionId, string? Environment);
