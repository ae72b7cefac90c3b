using System.Management.Automation;
using AtlasCmk.Display;
using AtlasCmk.Isolation;

namespace AtlasCmk.Commands;

/// <summary>Writes the results of Test-AtlasCmkCompliance to a report: HTML for people, JSON for programs, or JUnit XML for continuous integration.</summary>
/// <remarks>
/// <para>The HTML report is one file that loads nothing. It begins with the share of compliant projects, the worst projects and a chart by control. Then each
/// project follows with its evidence and remedies. It can be searched and sorted without a server, and printed.</para>
/// <para>-PreviousReport takes an earlier report in JSON. Each result then shows what it was, and the summary counts what is worse and what is better. A
/// baseline says what is required, and belongs to Test-AtlasCmkCompliance -Baseline.</para>
/// <para>In JUnit XML, each project is a test suite and each control a test. Failed is a failure. NotAssessed, NotApplicable and Excepted are skipped.</para>
/// <para>Results are written to a temporary file beside the target, so a report of thousands of projects needs little memory. The report appears when it is
/// complete. If the command is stopped or fails, no file is left behind, and an existing report is unchanged.</para>
/// <para>An existing file is replaced, unless -NoClobber is given.</para>
/// </remarks>
/// <example>
/// <para>Write a report of all projects for people</para>
/// <code>Get-AtlasProject | Test-AtlasCmkCompliance | Export-AtlasCmkReport ./report.html</code>
/// </example>
/// <example>
/// <para>Write two reports of one test, and compare with yesterday</para>
/// <code>$results = Get-AtlasProject | Test-AtlasCmkCompliance
/// $results | Export-AtlasCmkReport ./today.json -PreviousReport ./yesterday.json
/// $results | Export-AtlasCmkReport ./junit.xml -Title 'Customer-managed keys'</code>
/// </example>
/// <note>Atlas: none. Azure: none.</note>
/// <error>InputNotUnderstood ReportFormatUnknown ReportExists ReportNotWritten PreviousReportUnreadable</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-kms-encryption/">Atlas: encryption at rest using customer key management</seealso>
/// <seealso cref="TestAtlasCmkComplianceCommand"/>
[Cmdlet(VerbsData.Export, "AtlasCmkReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportAtlasCmkReportCommand : AtlasCmdletBase
{
    private IComplianceReport? _report;
    private string _file = "";

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateText]
    public string Path { get; set; } = "";

    /// <summary>The results of Test-AtlasCmkCompliance. Copies from a job or from Import-Clixml are accepted too.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Html, Json or JUnit. Default: by the extension of the file: .html or .htm, .json, .xml.</summary>
    [Parameter]
    [ValidateSet(ReportFormats.Html, ReportFormats.Json, ReportFormats.JUnit)]
    public string? Format { get; set; }

    /// <summary>An earlier report in JSON, to compare with.</summary>
    [Parameter]
    [ValidateText]
    public string? PreviousReport { get; set; }

    /// <summary>The title of the report.</summary>
    [Parameter]
    [ValidateText]
    public string Title { get; set; } = "Customer-managed keys of MongoDB Atlas";

    /// <summary>Gives an error if the file exists.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Replaces the file even if it is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Begin()
    {
        // A report without some results must not look complete.
        Pump.EveryFailureEnds = true;
        _file = FilePath(Path, provider => ReportErrors.ReportNotWritten(Path, $"it is a path of the provider {provider}"));
        var request = new ReportRequest(_file, Format ?? ReportFormats.Of(_file) ?? throw ReportErrors.ReportFormatUnknown(_file), Title, TimeProvider.System.GetUtcNow())
        {
            PreviousPath = PreviousReport is null ? null : FilePath(PreviousReport, provider => ReportErrors.PreviousReportUnreadable(PreviousReport, $"it is a path of the provider {provider}")),
            NoClobber = NoClobber,
            Force = Force,
        };
        if (ShouldProcess(VisibleText.Of(_file), VisibleText.Of("Write the report")))
        {
            _report = Owned(ClientsBridge.OpenReports().Begin(request));
        }
    }

    private protected override void Process()
    {
        foreach (var piped in InputObject)
        {
            var entry = piped?.BaseObject is ComplianceResult result ? Entry(result) : Entry(piped) ?? throw InputErrors.ResultNotUnderstood(piped);
            _report?.Add(entry);
        }
    }

    private protected override void End()
    {
        if (_report is not null)
        {
            _report.Complete();
            WriteObject(new FileInfo(_file));
        }
    }

    private static ReportEntry Entry(ComplianceResult result) => new(result.Control, result.Result)
    {
        ProjectId = result.ProjectId,
        ProjectName = result.ProjectName,
        OrganizationName = result.OrganizationName,
        Target = result.Target,
        Title = result.Title,
        Expected = result.Expected,
        Evidence = result.Evidence,
        Reason = result.Reason,
        Remedy = result.Remedy,
        ExceptionReason = result.ExceptionReason,
        ExceptionUntil = result.ExceptionUntil,
        Frameworks = result.Frameworks,
        Baseline = result.Baseline,
        AssessedAt = result.AssessedAt,
    };

    /// <summary>A copy from a job or a file. Null if it is something else.</summary>
    private static ReportEntry? Entry(PSObject? copy) => Text(copy, "Control") is { } control && Text(copy, "Result") is { } result && ControlResult.All.Contains(result) ? new(control, result)
    {
        ProjectId = Text(copy, "ProjectId"),
        ProjectName = Text(copy, "ProjectName"),
        OrganizationName = Text(copy, "OrganizationName"),
        Target = Text(copy, "Target") ?? "",
        Title = Text(copy, "Title") ?? "",
        Expected = Text(copy, "Expected") ?? "",
        Evidence = Text(copy, "Evidence") ?? "",
        Reason = Text(copy, "Reason"),
        Remedy = Text(copy, "Remedy"),
        ExceptionReason = Text(copy, "ExceptionReason"),
        ExceptionUntil = DisplayText.Time(copy!, "ExceptionUntil"),
        Frameworks = copy!.Properties["Frameworks"]?.Value is { } several && LanguagePrimitives.GetEnumerable(several) is { } all
            ? [.. all.Cast<object?>().Select(o => o?.ToString()).OfType<string>()] : [],
        Baseline = Text(copy, "Baseline") ?? "",
        AssessedAt = DisplayText.Time(copy!, "AssessedAt"),
    } : null;

    private static string? Text(PSObject? copy, string property) => copy?.Properties[property]?.Value?.ToString() is { Length: > 0 } text ? text : null;
}
