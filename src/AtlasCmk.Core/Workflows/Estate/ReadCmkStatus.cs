using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Estate;

/// <summary>Reads the status of one project.</summary>
internal sealed class ReadCmkStatus(ProjectContext project, EstateReads reads, ComplianceBaseline baseline)
{
    public async Task<CmkStatus> RunAsync(Func<string, string, bool> matches)
    {
        var facts = await new ReadCmkFacts(project, reads, baseline).RunAsync().ConfigureAwait(false);
        return StatusRules.Of(facts, ComplianceControls.Judge(facts, baseline, matches));
    }
}
