namespace AtlasCmk.Sandbox.World;

/// <summary><c>Rotate</c> or <c>Notify</c>, at a time after the making or before the end.</summary>
internal sealed record RotationAction(string Type, string? TimeAfterCreate, string? TimeBeforeExpiry);
