using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>The base of cmdlets that work on a project.</summary>
/// <error>ProjectMissing ProjectNameUnknown ProjectNameAmbiguous ProjectNamedTwice NotFoundInAtlas ConnectionNotListed ConnectionOwnerUnknown</error>
public abstract class AtlasProjectCmdletBase : AtlasSessionCmdletBase
{
    private readonly Dictionary<(Uri, string?, string), ProjectContext> _first = [];
    private readonly HashSet<(SessionContext, string, string)> _begun = [];

    private protected AtlasProjectCmdletBase()
    {
    }

    /// <summary>The ID of the Atlas project, 24 hexadecimal digits. Default: the session's project.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public virtual string[]? ProjectId { get; set; }

    /// <summary>The names of the projects, with wildcards. The names come from the list of projects, which is read once in a session. Names can repeat across
    /// organizations: a command that changes something refuses such a name. Not together with -ProjectId or piped objects; a piped session is searched.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateText]
    [ArgumentCompleter(typeof(Completers.ProjectNameCompleter))]
    public virtual string[]? ProjectName { get; set; }

    /// <summary>The maximum number of items in progress at once, 1 to 64. Items that only wait for Atlas do not count. Default: 16.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit
    {
        get => Pump.ThrottleLimit;
        set => Pump.ThrottleLimit = value;
    }

    /// <summary>A switch that was not given is not "false".</summary>
    private protected bool? Given(string parameter, SwitchParameter value) => MyInvocation.BoundParameters.ContainsKey(parameter) ? value.ToBool() : null;

    /// <summary>Starts a workflow on the project, and emits its result.</summary>
    private protected void Run(ProjectContext project, Func<WorkItem, Task> workflow) => Pump.Start(project.Session.AtlasSession, IsForced, workflow);

    /// <inheritdoc cref="Run(ProjectContext, Func{WorkItem, Task})"/>
    private protected void Run<T>(ProjectContext project, Func<WorkItem, Task<T>> workflow) =>
        Run(project, async item => item.Emit(await workflow(item).ConfigureAwait(false)));

    /// <summary>Whether this command sees a project, or a part of it, for the first time. Several piped objects may belong to one project.</summary>
    private protected bool TryBegin(ProjectContext project, string part = "") => _begun.Add((project.Session, project.ProjectId, part.ToUpperInvariant()));

    /// <summary>The projects of the current item.</summary>
    private protected IEnumerable<ProjectContext> Projects
    {
        get
        {
            RefuseWhatNamesNothing();
            var session = CurrentAtlasSession;
            var ids = ProjectName is null ? NamedProjects ?? (session.ProjectId is { } id ? [id] : throw InputErrors.ProjectMissing()) : ByName(session);
            return [.. ids.Select(ContextOf(session).Project)];
        }
    }

    /// <summary>The projects that -ProjectName selects in a session. A name that an earlier list does not contain may be new.</summary>
    private string[] ByName(AtlasSession session)
    {
        if (Piped is not AtlasSession && MyInvocation.BoundParameters.ContainsKey(nameof(ProjectId)))
        {
            throw ProjectErrors.ProjectNamedTwice();
        }

        var context = ContextOf(session);
        var choice = new ProjectChoice(ProjectName!, MyInvocation.MyCommand.Parameters.ContainsKey("WhatIf"));
        var projects = Pump.Await(context.ProjectsByNameAsync(false));
        if (choice.Missing(projects).Any())
        {
            projects = Pump.Await(context.ProjectsByNameAsync(true));
        }

        if (choice.NeedsOrganizations(projects))
        {
            Pump.Await(context.OrganizationsAsync());
        }

        return [.. choice.Select(projects, session.Names.OrganizationOf, refusal => Pump.Start(session, false, _ => Task.FromException(refusal)))];
    }

    /// <summary>The IDs of the projects that the caller named; null for the session's project.</summary>
    private protected virtual string[]? NamedProjects => ProjectId;

    /// <summary>One project may be reached through several sessions. Checks on the whole project use the first of them.</summary>
    private protected ProjectContext OfFirstSession(ProjectContext project)
    {
        var session = project.Session.AtlasSession!;
        var place = (session.AtlasUri, session.SandboxFile, project.ProjectId);
        return _first.TryAdd(place, project) ? project : _first[place];
    }

    /// <summary>Asks once before several projects are changed. -Confirm:$false answers it, and -Confirm asks for each project instead.</summary>
    /// <param name="projects">The projects. One project needs no question.</param>
    /// <param name="action">What will be done, as a question without its object: Rotate the key of.</param>
    /// <param name="caption">The title of the question.</param>
    private protected bool MayChange(IReadOnlyList<ProjectContext> projects, string action, string caption) =>
        projects.Count < 2 || IsForced || Pump.IsWhatIf || MyInvocation.BoundParameters.ContainsKey("Confirm") || GetVariableValue("ConfirmPreference") is ConfirmImpact.None
        || Pump.Questions.ForAll(this, $"{action} {projects.Count} projects?", [.. projects.Select(p => p.ProjectId)], caption);

    /// <summary>An object without a project must not default to the session's project: the caller may have piped the wrong object or misspelled a property.</summary>
    private void RefuseWhatNamesNothing()
    {
        // Bound to null: by the binder from an object without the property, or from an empty variable.
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

        if (Piped is { } piped ? !NamesAProject(piped) && !Understands(piped) : MyInvocation.ExpectingInput && NamedProjects is null && ProjectName is null)
        {
            throw InputErrors.InputNotUnderstood(Piped);
        }
    }

    private bool NamesAProject(object piped) => piped is AtlasResource or AtlasSession || InputObject!.Properties["ProjectId"] is { Value: not null };

    /// <summary>Whether the cmdlet accepts a piped object by value or by another property.</summary>
    private protected virtual bool Understands(object piped) => false;
}
