using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Prerequisites;

/// <summary>Looks at all that customer-managed keys need, in both clouds, and says of each whether it is there. It changes nothing.</summary>
/// <param name="project">The project.</param>
internal sealed class TestPrerequisite(ProjectContext project)
{
    /// <param name="request">What the caller is about to set.</param>
    /// <param name="diagnose">Whether to say what keeps Atlas from using the key.</param>
    public async Task<(IReadOnlyList<PrerequisiteCheck> Checks, CmkDiagnosis? Diagnosis)> RunAsync(PrerequisiteRequest request, bool diagnose)
    {
        var (facts, checks) = await CheckAsync(request).ConfigureAwait(false);
        if (!diagnose)
        {
            return (checks, null);
        }

        // What a change would meet is no reason why the present settings fail.
        var (own, ownChecks) = facts is { Target.IsInUse: false, Encryption.Value: { Enabled: true } current } ? await CheckAsync(request.About(current)).ConfigureAwait(false) : (facts, checks);
        return (checks, DiagnosisRules.Of(own, ownChecks));
    }

    private async Task<(PrerequisiteFacts Facts, IReadOnlyList<PrerequisiteCheck> Checks)> CheckAsync(PrerequisiteRequest request)
    {
        var facts = await new PrerequisiteReading(project, request).RunAsync().ConfigureAwait(false);
        return (facts, Judge(facts));
    }

    /// <summary>Every check of what was read. Pure: no request is made here.</summary>
    public static IReadOnlyList<PrerequisiteCheck> Judge(PrerequisiteFacts facts) =>
        [.. AtlasChecks.Of(facts), .. ClusterChecks.Of(facts), .. VaultChecks.Of(facts), .. IdentityChecks.Of(facts), .. KeyChecks.Of(facts)];
}
