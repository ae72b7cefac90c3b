namespace AtlasCmk;

/// <summary>Looks at all that customer-managed keys need, in both clouds, and says of each whether it is there. It changes nothing.</summary>
internal sealed class TestPrerequisite(ProjectWork project)
{
    /// <param name="request">What the caller is about to set.</param>
    /// <param name="diagnose">Whether to say what keeps Atlas from using the key.</param>
    public async Task<(IReadOnlyList<PrerequisiteCheck> Checks, CmkDiagnosis? Diagnosis)> RunAsync(PrerequisiteRequest request, bool diagnose)
    {
        var facts = await new PrerequisiteReading(project, request).RunAsync().ConfigureAwait(false);
        PrerequisiteCheck[] checks = [.. AtlasChecks.Of(facts), .. ClusterChecks.Of(facts), .. VaultChecks.Of(facts), .. IdentityChecks.Of(facts), .. KeyChecks.Of(facts)];
        return (checks, diagnose ? DiagnosisRules.Of(facts, checks) : null);
    }
}
