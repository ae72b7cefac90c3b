using System.Management.Automation;
using AtlasCmk.Isolation;

namespace AtlasCmk.Commands;

/// <summary>The base of cmdlets that look at one project, several, or all that the session can read.</summary>
public abstract class EstateCmdletBase : AtlasProjectCmdletBase
{
    private readonly Dictionary<SessionContext, EstateReads> _reads = [];

    private protected EstateCmdletBase()
    {
    }

    /// <summary>The IDs of the projects, 24 hexadecimal digits each. Default: the session's project; for a session without a project, all projects that it can
    /// read.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId(MayBeMissing = true)]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public override string[]? ProjectId { get; set; }

    /// <summary>The JSON file of a baseline: module/AtlasCmk.Baseline.schema.json describes it. Default: the built-in baseline.</summary>
    [Parameter]
    [ValidateText]
    public string? Baseline { get; set; }

    /// <summary>The controls that are required.</summary>
    private protected ComplianceBaseline Required { get; private set; } = ComplianceBaseline.BuiltIn;

    /// <summary>A baseline that is not understood ends the command before any request.</summary>
    private protected sealed override void Begin()
    {
        if (Baseline is null)
        {
            return;
        }

        var file = FilePath(Baseline, provider => ComplianceErrors.BaselineUnreadable(Baseline, $"it is a path of the provider {provider}"));
        Required = ClientsBridge.OpenBaselines().Read(file);
        foreach (var pattern in Required.Exceptions.Select(e => e.Project).Concat(Required.Connections))
        {
            try
            {
                Matches(pattern, "");
            }
            catch (WildcardPatternException e)
            {
                throw ComplianceErrors.BaselineInvalid(file, "exceptions or controls.VaultConnections.allowed", $"'{pattern}' is not a wildcard pattern", "Close the bracket.", e);
            }
        }
    }

    private protected sealed override void Process()
    {
        if (NamesAllProjects)
        {
            StartAll(CurrentAtlasSession);
            return;
        }

        foreach (var project in Projects.Where(p => TryBegin(p)))
        {
            Start(project, ReadsOf(project.Session));
        }
    }

    /// <summary>Starts the work on a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="reads">What it shares with other projects of its session.</param>
    private protected abstract void Start(ProjectContext project, EstateReads reads);

    /// <summary>What the projects of each session shared.</summary>
    private protected IEnumerable<EstateReads> Sessions => _reads.Values;

    /// <summary>Whether a name matches a wildcard pattern of a baseline.</summary>
    private protected static bool Matches(string pattern, string name) => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch(name);

    /// <summary>A session without a project stands for all projects, piped or not.</summary>
    private bool NamesAllProjects => ProjectName is null && Piped switch
    {
        AtlasSession session => session.ProjectId is null && ProjectName is null,
        null => ProjectId is null && ProjectName is null
            && !MyInvocation.ExpectingInput && !MyInvocation.BoundParameters.ContainsKey(nameof(ProjectId)) && CurrentAtlasSession.ProjectId is null,
        _ => false,
    };

    /// <summary>Page by page, while the projects so far are worked on.</summary>
    private void StartAll(AtlasSession session)
    {
        var context = ContextOf(session);
        var all = context.Atlas.ListProjectsAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        try
        {
            while (Pump.Await(all.MoveNextAsync().AsTask()))
            {
                // Known names cost no request.
                session.Names.Learn(all.Current);
                if (context.Project(all.Current.ProjectId!) is var project && TryBegin(project))
                {
                    Start(project, ReadsOf(context));
                }
            }
        }
        finally
        {
            _ = all.DisposeAsync().AsTask();
        }
    }

    private EstateReads ReadsOf(SessionContext session)
    {
        if (!_reads.TryGetValue(session, out var reads))
        {
            _reads[session] = reads = new(session);
        }

        return reads;
    }
}
