namespace AtlasCmk.Rules;

/// <summary>Turns outcomes into results.</summary>
internal static class ComplianceResults
{
    public static ComplianceResult Of(CmkFacts facts, ControlOutcome outcome, ComplianceBaseline baseline) => Of(facts.ProjectId, facts.ProjectId, facts.Now, outcome, baseline);

    public static ComplianceResult Of(string? projectId, string target, DateTimeOffset now, ControlOutcome outcome, ComplianceBaseline baseline) =>
        new(projectId, outcome.Control.Id, outcome.Result)
        {
            Title = outcome.Control.Title,
            Target = target,
            Expected = outcome.Control.Expected(baseline),
            Evidence = outcome.Verdict.Evidence,
            Reason = outcome is { Exception: null, Expired: { } expired }
                ? FormattableString.Invariant($"{(outcome.Verdict.Reason is { } reason ? $"{reason}; " : "")}the exception until {expired.Expires:yyyy-MM-dd} no longer counts: {expired.Reason}")
                : outcome.Verdict.Reason,
            Remedy = outcome.Verdict.Remedy,
            ExceptionReason = outcome.Exception?.Reason,
            ExceptionUntil = outcome.Exception is { } exception ? new(exception.Expires.ToDateTime(default), TimeSpan.Zero) : null,
            Frameworks = outcome.Control.Frameworks,
            Baseline = baseline.Name,
            AssessedAt = now,
        };
}
