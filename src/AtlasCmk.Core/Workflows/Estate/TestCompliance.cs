using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Estate;

/// <summary>Judges one project by a baseline.</summary>
internal sealed class TestCompliance(ProjectContext project, EstateReads reads, ComplianceBaseline baseline)
{
    public async Task<IReadOnlyList<ComplianceResult>> RunAsync(Func<string, string, bool> matches)
    {
        var facts = await new ReadCmkFacts(project, reads, baseline).RunAsync().ConfigureAwait(false);
        reads.Add(facts);
        return [.. ComplianceControls.Judge(facts, baseline, matches).Select(o => ComplianceResults.Of(facts, o, baseline))];
    }
}

/// <summary>Judges the connections of every vault that the projects of a command use, when all of these projects are read.</summary>
internal sealed class TestVaultConnections(EstateReads reads, ComplianceBaseline baseline)
{
    public async Task<IReadOnlyList<ComplianceResult>> RunAsync(Func<string, string, bool> matches)
    {
        var results = new List<ComplianceResult>();
        foreach (var users in baseline.Requires(ControlId.VaultConnections) ? reads.Vaults : [])
        {
            results.Add(await OfVaultAsync(users, matches).ConfigureAwait(false));
        }

        return results;
    }

    private async Task<ComplianceResult> OfVaultAsync(VaultUsers users, Func<string, string, bool> matches)
    {
        var unclaimed = users.Unclaimed.Where(c => !baseline.Connections.Any(pattern => matches(pattern, c.Name))).ToList();
        var verdict = !users.IsRead ? Verdict.NotAssessed(users.Unread ?? "the vault was not read")
            : ConnectionControl.Judge(users, unclaimed, unclaimed.Count == 0 ? null : users.Unread ?? await NotReadAsync().ConfigureAwait(false));
        var now = reads.Session.Time.GetUtcNow();
        var outcome = new ControlOutcome(ConnectionControl.Control, verdict).Under(baseline, now, e => matches(e.Project, users.Vault.Name));
        return ComplianceResults.Of(users.OnlyProject, $"vault {users.Vault.Name}", now, outcome, baseline);
    }

    /// <summary>Which visible projects this command did not read: one of them may claim the connection.</summary>
    private async Task<string?> NotReadAsync()
    {
        var visible = await reads.Session.VisibleProjects.ListAsync().ConfigureAwait(false);
        if (!visible.IsKnown)
        {
            return $"the list of projects could not be read: {visible.Reason}";
        }

        var others = visible.Value!.Projects.Where(p => !reads.HasRead(p.ProjectId!)).ToList();
        return others.Count > 0 ? $"{others.Count} of {visible.Value.Projects.Count} visible projects {(others.Count == 1 ? "was" : "were")} not read: test all projects in one command"
            : visible.Value.Gap([]);
    }
}
