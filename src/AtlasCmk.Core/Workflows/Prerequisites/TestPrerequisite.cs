using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Prerequisites;

/// <summary>Checks all requirements of customer-managed keys in both clouds. It changes nothing.</summary>
/// <param name="project">The project.</param>
internal sealed class TestPrerequisite(ProjectContext project)
{
    /// <param name="request">The caller's planned settings.</param>
    /// <param name="diagnose">Whether to diagnose why Atlas cannot use the key.</param>
    public async Task<(IReadOnlyList<PrerequisiteCheck> Checks, CmkDiagnosis? Diagnosis)> RunAsync(PrerequisiteRequest request, bool diagnose)
    {
        var (facts, checks) = await CheckAsync(request).ConfigureAwait(false);
        if (!diagnose)
        {
            return (checks, null);
        }

        // Planned settings cannot be the reason why the current settings fail.
        var (own, ownChecks) = facts is { Target.IsInUse: false, Encryption.Value: { Enabled: true } current } ? await CheckAsync(request.About(current)).ConfigureAwait(false) : (facts, checks);
        var diagnosis = DiagnosisRules.Of(own, ownChecks);
        diagnosis.Checks = ownChecks;
        return (checks, diagnosis);
    }

    private async Task<(PrerequisiteFacts Facts, IReadOnlyList<PrerequisiteCheck> Checks)> CheckAsync(PrerequisiteRequest request)
    {
        var facts = await new PrerequisiteReading(project, request).RunAsync().ConfigureAwait(false);
        return (facts, Judge(facts));
    }

    /// <summary>All checks of the facts. Pure: sends no requests.</summary>
    public static IReadOnlyList<PrerequisiteCheck> Judge(PrerequisiteFacts facts) =>
        [.. AtlasChecks.Of(facts), .. ClusterChecks.Of(facts), .. VaultChecks.Of(facts), .. IdentityChecks.Of(facts), .. KeyChecks.Of(facts)];
}
