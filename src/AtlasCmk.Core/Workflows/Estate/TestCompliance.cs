using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Estate;

/// <summary>Judges one project by a baseline.</summary>
internal sealed class TestCompliance(ProjectContext project, EstateReads reads, ComplianceBaseline baseline)
{
    /// <summary>A project that could not be read at all: every required control is NotAssessed.</summary>
    public static IReadOnlyList<ComplianceResult> Unread(ProjectContext project, ComplianceBaseline baseline, AtlasCmkException reason) =>
    [
        .. ComplianceControls.All.Where(c => baseline.Requires(c.Id)).Select(c => ComplianceResults.Of(
            project.ProjectId, project.ProjectId, project.Time.GetUtcNow(), new ControlOutcome(c, Verdict.NotAssessed($"the project could not be read: {reason.Message}", reason.Remedy)), baseline)),
    ];

    public async Task<IReadOnlyList<ComplianceResult>> RunAsync(Func<string, string, bool> matches)
    {
        var facts = await new ReadCmkFacts(project, reads, baseline).RunAsync().ConfigureAwait(false);
        reads.Add(facts);
        return [.. ComplianceControls.Judge(facts, baseline, matches).Select(o => ComplianceResults.Of(facts, o, baseline))];
    }
}

/// <summary>Judges the connections of every vault that the projects of a command use, when all of these projects are read.</summary>
internal sealed class TestVaultConnections(IReadOnlyList<EstateReads> sessions, ComplianceBaseline baseline)
{
    public async Task<IReadOnlyList<ComplianceResult>> RunAsync(Func<string, string, bool> matches)
    {
        var results = new List<ComplianceResult>();
        // Each organization has its own credentials, and several can share a vault.
        var vaults = sessions.SelectMany(s => s.Vaults).GroupBy(v => v.Vault.ResourceId, StringComparer.OrdinalIgnoreCase).Select(g => VaultUsers.Of([.. g]));
        foreach (var users in vaults.Where(_ => baseline.Requires(ControlId.VaultConnections)).OrderBy(v => v.Vault.Name, StringComparer.OrdinalIgnoreCase))
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
        var now = sessions[0].Session.Time.GetUtcNow();
        var outcome = new ControlOutcome(ConnectionControl.Control, verdict).Under(baseline, now, e => matches(e.Project, users.Vault.Name));
        return ComplianceResults.Of(users.OnlyProject, $"vault {users.Vault.Name}", now, outcome, baseline);
    }

    /// <summary>Which visible projects this command did not read: one of them may claim the connection.</summary>
    private async Task<string?> NotReadAsync()
    {
        foreach (var session in sessions)
        {
            if (await NotReadAsync(session).ConfigureAwait(false) is { } gap)
            {
                return gap;
            }
        }

        return null;
    }

    private async Task<string?> NotReadAsync(EstateReads reads)
    {
        var visible = await reads.Session.VisibleProjects.ListAsync().ConfigureAwait(false);
        if (!visible.IsKnown)
        {
            return $"the list of projects could not be read: {visible.Reason}";
        }

        var others = visible.Value!.Projects.Where(p => !sessions.Any(s => s.HasRead(p.ProjectId!))).ToList();
        return others.Count > 0 ? $"{others.Count} of {visible.Value.Projects.Count} visible projects {(others.Count == 1 ? "was" : "were")} not read: test all projects in one command"
            : visible.Value.Gap([]);
    }
}
