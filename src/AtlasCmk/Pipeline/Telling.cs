using System.Management.Automation;

namespace AtlasCmk.Pipeline;

/// <summary>Writes what a command only tells: errors of an item, warnings, verbose lines, progress.</summary>
/// <remarks>With -Debug the shell asks after each of them whether to go on, and a host that cannot ask throws. That is no reason to end a command that is changing something.</remarks>
internal static class Telling
{
    public static void Tell(this Cmdlet shell, Action<Cmdlet> write)
    {
        try
        {
            write(shell);
        }
        catch (Exception e) when (e is not (PipelineStoppedException or FlowControlException or ActionPreferenceStopException or HaltCommandException))
        {
            // The shell shows a message before it asks about it.
        }
    }
}
