using System.Management.Automation;

namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>A runbook of the examples, run in a fresh runspace as Azure Automation does, with what Automation has and the engine has not.</summary>
internal sealed class Runbook(string name, SandboxWorld sandbox, string parameters, string? signIn = null)
{
    private const string Automation = """
        function global:Get-AutomationPSCredential { param([Parameter(Mandatory)] [string] $Name) $Automation.Credentials[$Name] }
        function global:Connect-AzAccount { param([switch] $Identity, [string] $AccountId) $Automation.Identity = $AccountId; 'signed in' }
        function global:Get-AzAutomationJob {
            [CmdletBinding(DefaultParameterSetName = 'ByAll')]
            param(
                [Parameter(Mandatory)] [string] $ResourceGroupName, [Parameter(Mandatory)] [string] $AutomationAccountName,
                [Parameter(Mandatory, ParameterSetName = 'ByRunbookName')] [string] $RunbookName, [Parameter(Mandatory, ParameterSetName = 'ByJobId')] [guid] $Id,
                [Parameter(ParameterSetName = 'ByAll')] [Parameter(ParameterSetName = 'ByRunbookName')] [nullable[datetimeoffset]] $StartTime,
                [Parameter(ParameterSetName = 'ByAll')] [Parameter(ParameterSetName = 'ByRunbookName')]
                [ValidateSet('Completed', 'Failed', 'Queued', 'Starting', 'Resuming', 'Running', 'Stopped', 'Stopping', 'Suspended', 'Suspending', 'Activating')] [string] $Status)
            $Automation.Jobs | Where-Object {
                if ($Id) { $_.JobId -eq $Id }
                else {
                    # The service compares with the time at which a job began to run, which one that waits has not yet.
                    (-not $RunbookName -or $_.RunbookName -eq $RunbookName) -and (-not $Status -or $_.Status -eq $Status) -and
                    ($null -eq $StartTime -or ($null -ne $_.StartTime -and $_.StartTime -ge $StartTime))
                }
            } | ForEach-Object {
                # The real list leaves the parameters out.
                [pscustomobject]@{ JobId = $_.JobId; Status = $_.Status; CreationTime = $_.CreationTime; StartTime = $_.StartTime; JobParameters = if ($Id) { $_.JobParameters } }
            }
        }
        function global:Start-AzAutomationRunbook {
            param([Parameter(Mandatory)] [string] $Name, [Parameter(Mandatory)] [string] $ResourceGroupName,
                [Parameter(Mandatory)] [string] $AutomationAccountName, [System.Collections.IDictionary] $Parameters)
            if ($Automation.Jobs.Count -eq $Automation.StopAfter) { throw 'The account does not answer.' }
            $job = [pscustomobject]@{ JobId = [guid]::NewGuid(); RunbookName = $Name; Status = $Automation.FirstStatus; StartTime = $null;
                CreationTime = [datetimeoffset]::UtcNow; JobParameters = $Parameters }
            $null = $Automation.Jobs.Add($job)
            $job
        }
        """;

    private static string Folder { get; } = Path.Combine(Repository.Root, "module", "examples", "runbooks");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.ps1").Select(f => Path.GetFileName(f)!);

    /// <summary>What remains after a job: credentials and the account's other jobs.</summary>
    public System.Collections.Hashtable Account { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Credentials"] = new System.Collections.Hashtable(StringComparer.OrdinalIgnoreCase)
        {
            ["AtlasApplication"] = Credential.Of(sandbox["azureClientId"], sandbox["azureClientSecret"]),
        },
        ["Jobs"] = new System.Collections.ArrayList(),
        ["StopAfter"] = -1,
        ["FirstStatus"] = "Queued",
    };

    public static string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>A runspace with the module and with Automation's own commands.</summary>
    public static Shell FreshShell()
    {
        var shell = new Shell();
        shell.Run(Automation).Succeeded();
        return shell;
    }

    public ShellRun Run()
    {
        using var shell = Prepare(out var script);
        return shell.Run(script);
    }

    /// <summary>Runs it until a request has been answered, and kills it there; false where it ended before.</summary>
    public bool KillAfter(Func<WireRequest, bool> request)
    {
        using var shell = Prepare(out var script);
        using var job = shell.Prepare(script);
        var running = job.BeginInvoke();
        Eventually.Holds(() => running.IsCompleted || sandbox.Requests().Any(request), () => "The request was never made.");
        var killed = !running.IsCompleted;
        job.Stop();
        return killed;
    }

    private Shell Prepare(out string script)
    {
        var shell = FreshShell();
        shell.Set("Automation", Account);
        shell.Set("SandboxFile", sandbox.File);
        script = signIn is null ? $"& '{PathOf(name)}' -Sandbox '{sandbox.File}' {parameters}" : $"{signIn}; & '{PathOf(name)}' {parameters}";
        return shell;
    }
}
