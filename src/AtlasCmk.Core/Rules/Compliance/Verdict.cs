namespace AtlasCmk.Rules;

/// <summary>The result of a control, and what it is based on.</summary>
/// <param name="Result">One of <see cref="ControlResult"/>.</param>
/// <param name="Evidence">What was seen; empty if nothing was.</param>
/// <param name="Reason">Why there is no such evidence.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record Verdict(string Result, string Evidence, string? Reason = null, string? Remedy = null)
{
    /// <summary>Passed requires a fact with a known value.</summary>
    public static Verdict Passed(string evidence) => new(ControlResult.Passed, evidence);

    public static Verdict Failed(string evidence, string remedy) => new(ControlResult.Failed, evidence, null, remedy);

    public static Verdict NotAssessed(string reason, string? remedy = null) => new(ControlResult.NotAssessed, "", reason, remedy);

    public static Verdict NotApplicable(string reason) => new(ControlResult.NotApplicable, "", reason);

    /// <summary>What was not read is not assessed.</summary>
    public static Verdict Over<T>(ReadResult<T> fact, Func<T, Verdict> judge) =>
        fact.IsKnown ? judge(fact.Value!) : NotAssessed(fact.Reason, fact.Failure?.Remedy);
}

/// <summary>A control: what it requires, and the controls of frameworks that it speaks to.</summary>
/// <param name="Id">One of <see cref="ControlId"/>.</param>
/// <param name="Severity">The order of findings, the worst first.</param>
/// <param name="Title">What must hold.</param>
/// <param name="Expected">The required value, with the limits of the baseline.</param>
/// <param name="Judge">The verdict on a project.</param>
/// <param name="Frameworks">The controls of frameworks.</param>
internal sealed record ComplianceControl(
    string Id, int Severity, string Title, Func<ComplianceBaseline, string> Expected, Func<CmkFacts, ComplianceBaseline, Verdict> Judge, IReadOnlyList<string> Frameworks);

/// <summary>The outcome of a control for a project, with its exception.</summary>
internal sealed record ControlOutcome(ComplianceControl Control, Verdict Verdict)
{
    /// <summary>The exception that counts; null if there is none.</summary>
    public ComplianceException? Exception { get; init; }

    /// <summary>An exception that no longer counts.</summary>
    public ComplianceException? Expired { get; init; }

    public string Result => Exception is not null ? ControlResult.Excepted : Verdict.Result;

    /// <summary>Applies the exceptions. They only excuse what fails or could not be assessed.</summary>
    public ControlOutcome Under(ComplianceBaseline baseline, DateTimeOffset now, Func<ComplianceException, bool> applies)
    {
        if (Verdict.Result is not (ControlResult.Failed or ControlResult.NotAssessed))
        {
            return this;
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var matching = baseline.Exceptions.Where(e => e.Control == Control.Id && applies(e)).OrderByDescending(e => e.Expires).ToList();
        return this with
        {
            Exception = matching.FirstOrDefault(e => e.Expires >= today),
            Expired = matching.FirstOrDefault(e => e.Expires < today),
        };
    }
}
