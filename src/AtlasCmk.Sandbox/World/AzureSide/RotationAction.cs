namespace AtlasCmk.Sandbox.World;

/// <summary><c>Rotate</c> or <c>Notify</c>, at a time after creation or before expiry.</summary>
internal sealed record RotationAction(string Type, string? TimeAfterCreate, string? TimeBeforeExpiry);
