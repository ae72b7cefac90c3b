namespace AtlasCmk.Sandbox.World;

/// <summary>A command that does not exist, or an argument that it cannot use.</summary>
internal sealed class WorldCommandException(string message) : Exception(message);
