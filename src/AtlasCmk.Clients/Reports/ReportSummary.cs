namespace AtlasCmk.Clients;

/// <summary>How often each result occurs.</summary>
internal sealed class ResultCounts
{
    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public int NotAssessed { get; private set; }

    public int NotApplicable { get; private set; }

    public int Excepted { get; private set; }

    public int All => Passed + Failed + NotAssessed + NotApplicable + Excepted;

    /// <summary>Null if nothing failed, but something was not assessed.</summary>
    public bool? Compliant => Failed > 0 ? false : NotAssessed > 0 ? null : true;

    /// <summary>An unknown result counts as not assessed.</summary>
    public void Add(string result) => _ = result switch
    {
        ControlResult.Passed => Passed++,
        ControlResult.Failed => Failed++,
        ControlResult.NotApplicable => NotApplicable++,
        ControlResult.Excepted => Excepted++,
        _ => NotAssessed++,
    };
}

/// <summary>A project in a report, or a vault that several projects share.</summary>
internal sealed class ReportSubject(int number, ReportEntry first)
{
    /// <summary>In the order of the input, from 1.</summary>
    public int Number => number;

    public string? ProjectId { get; } = first.ProjectId;

    public string Name { get; } = first.ProjectName ?? first.ProjectId ?? first.Target;

    public string? OrganizationName { get; } = first.OrganizationName;

    public ResultCounts Counts { get; } = new();

    /// <summary>The severity of its worst failure; the lower, the worse.</summary>
    public int Worst { get; private set; } = int.MaxValue;

    /// <summary>The IDs of its failed controls, the first few.</summary>
    public List<string> Failed { get; } = [];

    public int Worse { get; private set; }

    public int Better { get; private set; }

    public List<SpoolPart> Parts { get; } = [];

    public void Add(ReportEntry entry, int severity, Drift drift)
    {
        Counts.Add(entry.Result);
        Worse += drift.IsWorse ? 1 : 0;
        Better += drift.IsBetter ? 1 : 0;
        if (entry.Result == ControlResult.Failed)
        {
            Worst = Math.Min(Worst, severity);
            Failed.Add(entry.Control);
        }
    }
}

/// <summary>A control in a report.</summary>
internal sealed class ReportControl(ReportEntry first)
{
    public string Id { get; } = first.Control;

    public string Title { get; } = first.Title;

    public string Expected { get; } = first.Expected;

    public IReadOnlyList<string> Frameworks { get; } = first.Frameworks;

    public ResultCounts Counts { get; } = new();
}

/// <summary>What a report knows when all results are added: everything but the results.</summary>
internal sealed class ReportSummary(ReportRequest request, PreviousReport? previous)
{
    private static readonly Dictionary<string, int> s_severity =
        ComplianceControls.All.Append(ConnectionControl.Control).ToDictionary(c => c.Id, c => c.Severity);

    private readonly Dictionary<string, ReportSubject> _subjects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReportControl> _controls = new(StringComparer.Ordinal);

    public ReportRequest Request => request;

    public PreviousReport? Previous => previous;

    public List<ReportSubject> Subjects { get; } = [];

    /// <summary>In the order of the controls of AtlasCmk.</summary>
    public IReadOnlyList<ReportControl> Controls => [.. _controls.Values.OrderBy(c => ControlId.All.ToList().IndexOf(c.Id) is var place && place < 0 ? int.MaxValue : place)];

    public IEnumerable<ReportSubject> Projects => Subjects.Where(s => s.ProjectId is not null);

    /// <summary>The worst first, and then by name.</summary>
    public IEnumerable<ReportSubject> WorstFirst => Subjects.OrderBy(s => s.Worst).ThenByDescending(s => s.Counts.Failed).ThenByDescending(s => s.Counts.NotAssessed)
        .ThenBy(s => s.Name, StringComparer.OrdinalIgnoreCase).ThenBy(s => s.Number);

    public ResultCounts Counts { get; } = new();

    public string Baseline { get; private set; } = "";

    public DateTimeOffset? AssessedFrom { get; private set; }

    public DateTimeOffset? AssessedTo { get; private set; }

    public int Worse => Subjects.Sum(s => s.Worse);

    public int Better => Subjects.Sum(s => s.Better);

    public (ReportSubject Subject, Drift Drift) Add(ReportEntry entry)
    {
        if (!_subjects.TryGetValue(entry.Subject, out var subject))
        {
            _subjects[entry.Subject] = subject = new(Subjects.Count + 1, entry);
            Subjects.Add(subject);
        }

        if (!_controls.TryGetValue(entry.Control, out var control))
        {
            _controls[entry.Control] = control = new(entry);
        }

        var drift = previous?.Of(entry) ?? Drift.None;
        subject.Add(entry, s_severity.GetValueOrDefault(entry.Control, 50), drift);
        control.Counts.Add(entry.Result);
        Counts.Add(entry.Result);
        Baseline = entry.Baseline.Length > 0 ? entry.Baseline : Baseline;
        AssessedFrom = entry.AssessedAt < AssessedFrom || AssessedFrom is null ? entry.AssessedAt : AssessedFrom;
        AssessedTo = entry.AssessedAt > AssessedTo || AssessedTo is null ? entry.AssessedAt : AssessedTo;
        return (subject, drift);
    }
}
