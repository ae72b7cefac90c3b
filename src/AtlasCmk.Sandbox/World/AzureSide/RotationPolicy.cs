namespace AtlasCmk.Sandbox.World;

/// <summary>What Azure does with a key by itself. ISO 8601 durations, as they came.</summary>
internal sealed record RotationPolicy(IReadOnlyList<RotationAction> Actions, string? ExpiryTime, DateTimeOffset Created, DateTimeOffset Updated);
