using System.Management.Automation;

namespace AtlasCmk.Display;

/// <summary>How much room there is to print.</summary>
internal static class Screen
{
    /// <summary>Where output goes to no screen, or the host does not say.</summary>
    private const int UsualWidth = 120;

    /// <summary>The shell tells a property that is shown nothing of the width: its host does, on the thread that prints.</summary>
    public static int Width
    {
        get
        {
            try
            {
                return LanguagePrimitives.TryConvertTo(ScriptBlock.Create("$Host.UI.RawUI.BufferSize.Width").InvokeReturnAsIs(), out int width) && width > 0 ? width : UsualWidth;
            }
            catch (Exception e) when (e is RuntimeException or InvalidOperationException)
            {
                // A host without a screen, or a thread without a runspace.
                return UsualWidth;
            }
        }
    }
}
