namespace AtlasCmk.Sandbox.World;

/// <summary>The API key behind an event, and the address that its request came from.</summary>
internal sealed record EventCaller(string ApiKeyId, string PublicKey, string RemoteAddress);
