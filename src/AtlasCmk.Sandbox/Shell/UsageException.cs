namespace AtlasCmk.Sandbox.Shell;

/// <summary>A command line that cannot be understood; the message names the value.</summary>
internal sealed class UsageException(string message) : Exception(message);
