namespace AtlasCmk.Sandbox.Azure.Tokens;

/// <summary>The claims that a service reads from a bearer token.</summary>
internal sealed record AzureToken(string Audience, string ClientId, string ObjectId, string TenantId, DateTimeOffset Expires);
