using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>What cmdlets have in common that work on a project.</summary>
/// <error>ProjectMissing NotFoundInAtlas</error>
public abstract class AtlasProjectCmdletBase : AtlasSessionCmdletBase
{
    private readonly Dictionary<(Uri, string?, string), ProjectContext> _first = [];
    private readonly HashSet<(ProjectContext, string)> _begun = [];

    private protected AtlasProjectCmdletBase()
    {
    }

    /// <summary>The project's id in Atlas, 24 hexadecimal digits. Default: the session's project.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public virtual string[]? ProjectId { get; set; }

    /// <summary>How many items may be worked on at once, 1 to 64; one that only waits for Atlas does not count. Default: 16.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit
    {
        get => Pump.ThrottleLimit;
        set => Pump.ThrottleLimit = value;
    }

    /// <summary>Starts a workflow on the project; what it returns is emitted.</summary>
    private protected void Run(ProjectContext project, Func<WorkItem, Task> workflow) => Pump.Start(project.Session.AtlasSession, IsForced, workflow);

    /// <inheritdoc cref="Run(ProjectContext, Func{WorkItem, Task})"/>
    private protected void Run<T>(ProjectContext project, Func<WorkItem, Task<T>> workflow) =>
        Run(project, async item => item.Emit(await workflow(item).ConfigureAwait(false)));

    /// <summary>Whether this command meets a project, or a part of it, for the first time: several piped objects may be of one project, and nothing is sent for it twice.</summary>
    private protected bool IsFirst(ProjectContext project, string part = "") => _begun.Add((project, part.ToUpperInvariant()));

    /// <summary>The projects that the item in hand is about.</summary>
    private protected IEnumerable<ProjectContext> Projects
    {
        get
        {
            RefuseWhatNamesNothing();
            var session = CurrentAtlasSession;
            var ids = NamedProjects ?? (session.ProjectId is { } id ? [id] : throw InputErrors.ProjectMissing());
            return [.. ids.Select(ContextOf(session).Project)];
        }
    }

    /// <summary>The ids of the projects that the caller named; null for the session's project.</summary>
    private protected virtual string[]? NamedProjects => ProjectId;

    /// <summary>One project may come through several sessions. What concerns it as a whole is judged once, through the first of them.</summary>
    private protected ProjectContext OfFirstSession(ProjectContext project)
    {
        var session = project.Session.AtlasSession!;
        var place = (session.AtlasUri, session.SandboxFile, project.ProjectId);
        return _first.TryAdd(place, project) ? project : _first[place];
    }

    /// <summary>An object that names no project must not be taken for the session's project: neither a list of anything, nor the nothing that a misspelt property gives.</summary>
    private void RefuseWhatNamesNothing()
    {
        // Bound, and nothing: by the binder from an object that has none, or by somebody's empty variable.
        var empty = MyInvocation.BoundParameters.Where(p => p is { Key: "ProjectId" or "EndpointId", Value: null }).Select(p => p.Key).FirstOrDefault();
        if (empty is not null)
        {
            throw Piped switch
            {
                null => InputErrors.IdMissing(empty),
                PrivateEndpointConnection { EndpointId: null } connection => ConnectionErrors.ConnectionWithoutEndpoint(connection),
                var other => empty == "ProjectId" ? InputErrors.InputNotUnderstood(other) : InputErrors.InputNotUnderstood(other, empty, "endpoint"),
            };
        }

        if (Piped is { } piped ? !NamesAProject(piped) && !Understands(piped) : MyInvocation.ExpectingInput && NamedProjects is null)
        {
            throw InputErrors.InputNotUnderstood(Piped);
        }
    }

    private bool NamesAProject(object piped) => piped is AtlasResource or AtlasSession || InputObject!.Properties["ProjectId"] is { Value: not null };

    /// <summary>Whether a piped object is one that the cmdlet takes by value or by another property.</summary>
    private protected virtual bool Understands(object piped) => false;
}
