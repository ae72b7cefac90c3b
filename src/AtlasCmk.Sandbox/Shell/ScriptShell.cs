using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace AtlasCmk.Sandbox.Shell;

/// <summary>Runs a script in PowerShell's console host, as <c>pwsh -File</c> does, with the module imported and <c>$Sandbox</c> set.</summary>
internal static class ScriptShell
{
    /// <returns>The exit code of the script.</returns>
    public static int Run(ModuleManifest manifest, string script, string sandboxFile)
    {
        // PowerShell's telemetry would send data to the internet.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        if (Console.IsOutputRedirected)
        {
            // Colors are for a terminal, not for a log.
            Environment.SetEnvironmentVariable("NO_COLOR", "1");
        }

        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.Variables.Add(new SessionStateVariableEntry("Sandbox", sandboxFile, "The file for Connect-Atlas -Sandbox"));
        state.ImportPSModule(manifest.Path);
        return ConsoleShell.Start(state, bannerText: null, helpText: null, [.. Arguments(script, sandboxFile, canAsk: !Console.IsInputRedirected)]);
    }

    /// <summary>Passes the file only to scripts with a -Sandbox parameter, because other scripts would reject it.</summary>
    internal static IEnumerable<string> Arguments(string script, string sandboxFile, bool canAsk)
    {
        var parameters = Parser.ParseFile(script, out _, out _).ParamBlock?.Parameters ?? [];
        var takesFile = parameters.Any(parameter => parameter.Name.VariablePath.UserPath.Equals("Sandbox", StringComparison.OrdinalIgnoreCase));
        return ["-NoProfile", .. canAsk ? [] : new[] { "-NonInteractive" }, "-File", script, .. takesFile ? new[] { "-Sandbox", sandboxFile } : []];
    }
}
