namespace AtlasCmk;

/// <summary>A rule and what it is asked of, still without an answer.</summary>
internal readonly record struct PrerequisiteVerdict(PrerequisiteRule Rule, string ProjectId, string Target)
{
    public PrerequisiteCheck Passed(string actual) => Ends(CheckStatus.Passed, actual, null);

    public PrerequisiteCheck Failed(string actual, string remedy) => Ends(CheckStatus.Failed, actual, remedy);

    public PrerequisiteCheck Failed(AtlasCmkException failure) => Ends(CheckStatus.Failed, failure.Message, failure.Remedy);

    public PrerequisiteCheck Warning(string actual, string remedy) => Ends(CheckStatus.Warning, actual, remedy);

    public PrerequisiteCheck Unknown(string reason, string? remedy = null) => Ends(CheckStatus.Unknown, $"not known: {reason}", remedy);

    /// <summary>What follows from a fact; Unknown where it is not known.</summary>
    public PrerequisiteCheck Over<T>(Fact<T> fact, Func<T, PrerequisiteCheck> judge) =>
        fact.IsKnown ? judge(fact.Value!) : Unknown(fact.Reason, fact.Failure?.Remedy);

    private PrerequisiteCheck Ends(string status, string actual, string? remedy) =>
        new(ProjectId, Rule.Name, Target, status, actual, Rule.Expected, remedy, Rule.Source);
}
