namespace AtlasCmk.Rules;

/// <summary>A rule and its target, before the check.</summary>
/// <remarks>
/// What was not read, not understood or forbidden to read is Unknown with the reason, and never Passed.
/// Passed requires a fact with a known value. An unknown value is quoted. Failed requires a fact too: a right that was not
/// found is not Failed if it could not have been found, for example because a group can grant it.
/// The tests have a situation for every way in which a check can be Unknown.
/// </remarks>
internal readonly record struct PrerequisiteCheckBuilder(PrerequisiteRule Rule, string ProjectId, string Target)
{
    public PrerequisiteCheck Passed(string actual) => Ends(CheckStatus.Passed, actual, null);

    public PrerequisiteCheck Failed(string actual, string remedy) => Ends(CheckStatus.Failed, actual, remedy);

    public PrerequisiteCheck Failed(AtlasCmkException failure) => Ends(CheckStatus.Failed, failure.Message, failure.Remedy);

    public PrerequisiteCheck Warning(string actual, string remedy) => Ends(CheckStatus.Warning, actual, remedy);

    public PrerequisiteCheck Unknown(string reason, string? remedy = null) => Ends(CheckStatus.Unknown, reason, remedy);

    /// <summary>Azure or Atlas returned an unknown value.</summary>
    public PrerequisiteCheck NotUnderstood(string property, string value, string? remedy = null) => Unknown($"{property} '{value}' is not a value that AtlasCmk knows", remedy);

    /// <summary>The result for a fact, or Unknown without one.</summary>
    public PrerequisiteCheck Over<T>(ReadResult<T> fact, Func<T, PrerequisiteCheck> judge) =>
        fact.IsKnown ? judge(fact.Value!) : Unknown(fact.Reason, fact.Failure?.Remedy);

    private PrerequisiteCheck Ends(string status, string actual, string? remedy) =>
        new(ProjectId, Rule.Name, Target, status, actual, Rule.Expected, remedy, new(Rule.Source));
}

/// <summary>One rule: its name, the requirement, and the page that states it.</summary>
internal sealed record PrerequisiteRule(string Name, string Expected, string Source)
{
    /// <summary>The rule for one target.</summary>
    public PrerequisiteCheckBuilder On(PrerequisiteFacts facts, string target) => new(this, facts.ProjectId, target);
}
