using System.Management.Automation;

namespace AtlasCmk.Pipeline;

/// <summary>Writes messages: errors of an item, warnings, verbose lines, progress.</summary>
/// <remarks>With -Debug, PowerShell can ask after each message whether to continue, and a host without prompts throws. That must not end a change in progress.</remarks>
internal static class MessageWriter
{
    public static void WriteSafely(this Cmdlet shell, Action<Cmdlet> write)
    {
        try
        {
            write(shell);
        }
        catch (Exception e) when (e is not (PipelineStoppedException or FlowControlException or ActionPreferenceStopException or HaltCommandException))
        {
            // PowerShell shows a message before it asks about it.
        }
    }
}
