namespace AtlasCmk.Sandbox.Shell;

/// <summary>An invalid command line. The message names the invalid value.</summary>
internal sealed class UsageException(string message) : Exception(message);
