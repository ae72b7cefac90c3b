namespace AtlasCmk;

/// <summary>The result of one control for one project, or for a vault that several projects share.</summary>
public sealed class ComplianceResult : AtlasResource
{
    internal ComplianceResult(string? projectId, string control, string result)
        : base(projectId)
    {
        Control = control;
        Result = result;
    }

    /// <summary>The ID of the control, for example KeyAge or EndpointRegions. It stays the same in every version.</summary>
    public string Control { get; }

    /// <summary>What must hold.</summary>
    public string Title { get; internal init; } = "";

    /// <summary>Passed; Failed; NotApplicable; NotAssessed, if it could not be determined (Reason), which never counts as Passed; or Excepted, if an exception of
    /// the baseline applies.</summary>
    public string Result { get; }

    /// <summary>What was assessed: a project ID, or a vault.</summary>
    public string Target { get; internal init; } = "";

    /// <summary>The required value.</summary>
    public string Expected { get; internal init; } = "";

    /// <summary>What was seen; empty if nothing was.</summary>
    public string Evidence { get; internal init => field = VisibleText.Of(value); } = "";

    /// <summary>Why the control is NotApplicable or NotAssessed, or which exception no longer counts.</summary>
    public string? Reason { get; internal init => field = VisibleText.OrNull(value); }

    /// <summary>What to do, if anything.</summary>
    public string? Remedy { get; internal init => field = VisibleText.OrNull(value); }

    /// <summary>The reason that the baseline gives for the exception.</summary>
    public string? ExceptionReason { get; internal init => field = VisibleText.OrNull(value); }

    /// <summary>The last day on which the exception counts, in UTC.</summary>
    public DateTimeOffset? ExceptionUntil { get; internal init; }

    /// <summary>The controls of ISO 27001, PCI DSS and DORA that this control speaks to. They support an audit, and do not replace it.</summary>
    public IReadOnlyList<string> Frameworks { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>The name of the baseline.</summary>
    public string Baseline { get; internal init; } = "";

    /// <summary>When the facts were read.</summary>
    public DateTimeOffset AssessedAt { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Result} {Control} ({Target}): {(Evidence.Length > 0 ? Evidence : Reason)}");
}
