namespace AtlasCmk.Rules;

/// <summary>One rule: its name, how things have to be, and who says so.</summary>
internal sealed record PrerequisiteRule(string Name, string Expected, Uri Source)
{
    /// <summary>The rule, asked of one thing.</summary>
    public PrerequisiteVerdict On(PrerequisiteFacts facts, string target) => new(this, facts.ProjectId, target);
}
