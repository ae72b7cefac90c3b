namespace AtlasCmk.Sandbox.World;

/// <summary>An unknown command or an invalid argument.</summary>
internal sealed class WorldCommandException(string message) : Exception(message);
