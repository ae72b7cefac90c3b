using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Tests projects against a baseline: one result for each control and project, with evidence, remedy, and the controls of ISO 27001, PCI DSS and DORA.</summary>
/// <remarks>
/// <para>The built-in baseline requires a valid key in Azure Key Vault, private networking, and an ACTIVE endpoint in each region with nodes. Every cluster that
/// can use the key is encrypted, and has Cloud Backup. The key version is at most 365 days old, and does not expire within 30 days. The vault has purge
/// protection, no public access, and no connection without a project. Atlas signs in with a role, or with a client secret that has 30 days left.</para>
/// <para>-Baseline replaces it with a JSON file, which can also contain exceptions with a reason and an end. module/AtlasCmk.Baseline.schema.json describes the
/// format. module/examples/baseline.json is the built-in baseline. A control that a file does not name keeps its built-in value.</para>
/// <para>What cannot be seen is NotAssessed, with the reason. It never counts as Passed. Without customer-managed keys, the control Enabled fails and the others
/// are NotApplicable.</para>
/// <para>VaultConnections is about a vault, which several projects can share. Its results come last, one for each vault. A connection that no project claims fails
/// only if the command has read every project that the session can list.</para>
/// <para>Without -ProjectId, the session's project is tested. If the session has no project, all projects that it can read are tested. A project costs at most
/// three requests to Atlas, and one more for the control BackupPolicy. A vault, a key and an application cost one request each, however
/// many projects share them.</para>
/// </remarks>
/// <example>
/// <para>What deviates in any project?</para>
/// <code>Get-AtlasProject | Test-AtlasCmkCompliance | Where-Object Result -in Failed, NotAssessed</code>
/// </example>
/// <example>
/// <para>Do all projects comply? For the condition of a script or a pipeline</para>
/// <code>Get-AtlasProject | Test-AtlasCmkCompliance -Quiet -AllowNotAssessed</code>
/// </example>
/// <example>
/// <para>Test against your own baseline, and show what it excepts</para>
/// <code>Get-AtlasProject | Test-AtlasCmkCompliance -Baseline ./baseline.json | Where-Object Result -eq Excepted</code>
/// </example>
/// <note>Atlas: Project Read Only; Project Owner to list private endpoints. Azure: Reader on the vaults; Application.Read.All in Microsoft Graph for the end of client secrets.</note>
/// <error>NoAccessToProject RoleTooSmall BaselineUnreadable BaselineInvalid</error>
/// <seealso href="https://eur-lex.europa.eu/eli/reg_del/2024/1774/oj">Commission Delegated Regulation (EU) 2024/1774, articles 6 and 7</seealso>
/// <seealso cref="GetAtlasCmkStatusCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "AtlasCmkCompliance")]
[OutputType(typeof(ComplianceResult), typeof(bool))]
public sealed class TestAtlasCmkComplianceCommand : EstateCmdletBase
{
    private int _projects;
    private int _deviations;

    /// <summary>Emits one Boolean value: $true if every control of every project is Passed, NotApplicable or Excepted. $false also if a project could not be read, or
    /// there was none.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>With -Quiet, controls that are NotAssessed do not make the value $false.</summary>
    [Parameter]
    public SwitchParameter AllowNotAssessed { get; set; }

    private protected override void Start(ProjectContext project, EstateReads reads) => Run(project, async item =>
    {
        // Counted only if it can be read.
        Interlocked.Increment(ref _deviations);
        try
        {
            Emit(item, await new TestCompliance(project, reads, Required).RunAsync(Matches).ConfigureAwait(false));
        }
        catch (AtlasCmkException e) when (!Pump.Ends(e))
        {
            // A report must not look complete without the project.
            Emit(item, TestCompliance.Unread(project, Required, e));
            throw;
        }

        Interlocked.Decrement(ref _deviations);
        Interlocked.Increment(ref _projects);
    });

    private protected override void End()
    {
        Pump.Finish();
        EstateReads[] sessions = [.. Sessions];
        if (sessions.Length > 0)
        {
            Pump.Start(sessions[0].Session.AtlasSession, IsForced, async item => Emit(item, await new TestVaultConnections(sessions, Required).RunAsync(Matches).ConfigureAwait(false)));
        }

        Pump.Finish();
        if (Quiet)
        {
            WriteObject(_projects > 0 && _deviations == 0 && Pump.FailedCount == 0);
        }
    }

    private void Emit(WorkItem item, IEnumerable<ComplianceResult> results)
    {
        foreach (var result in results)
        {
            if (!Quiet)
            {
                item.Emit(result);
            }
            else if (result.Result == ControlResult.Failed || (result.Result == ControlResult.NotAssessed && !AllowNotAssessed))
            {
                Interlocked.Increment(ref _deviations);
            }
        }
    }
}
