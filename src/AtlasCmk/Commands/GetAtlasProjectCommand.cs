using System.Collections.Concurrent;
using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Lists the projects that the session's credentials can read, or gets the ones that you name.</summary>
/// <remarks>
/// <para>Projects are listed by name, if all are on one page of 500; else page by page, and each page by name. If a later command needs no more projects, no
/// more pages are requested. Several sessions are listed at the same time, and emitted in their order.</para>
/// <para>The names of the organizations are read once in a session, at the same time as the first page.</para>
/// </remarks>
/// <example>
/// <para>Show the encryption settings of every project</para>
/// <code>Get-AtlasProject | Get-AtlasEncryptionAtRest</code>
/// </example>
/// <example>
/// <para>List the projects of several sessions</para>
/// <code>Get-AtlasSession -All | Get-AtlasProject</code>
/// </example>
/// <example>
/// <para>Find projects by name</para>
/// <code>Get-AtlasProject -Name 'pay*' | Get-AtlasCmkStatus</code>
/// </example>
/// <note>Atlas: Project Read Only for each project. Azure: none.</note>
/// <error>NoAccessToProject RoleTooSmall ProjectNameUnknown ProjectNamedTwice</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/organizations-projects/">Atlas: organizations and projects</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasProject")]
[OutputType(typeof(AtlasProject))]
public sealed class GetAtlasProjectCommand : AtlasServiceCmdletBase
{
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.OrdinalIgnoreCase);
    private string[]? _typed;
    private AtlasSession? _current;
    private WildcardChoice? _byName;
    private WildcardChoice? _byOrganization;

    /// <summary>The IDs of the projects, 24 hexadecimal digits each. Default: all projects that the session can read. The pipeline accepts IDs as text, objects
    /// with a ProjectId, and sessions. A session stands for all projects that it can read.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId(MayBeMissing = true)]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public string[]? ProjectId { get; set; }

    /// <summary>The names of the projects, with wildcards. A name without wildcards that no session can list is an error. Not together with -ProjectId.</summary>
    [Parameter]
    [Alias("Name")]
    [SupportsWildcards]
    [ValidateText]
    [ArgumentCompleter(typeof(Completers.ProjectNameCompleter))]
    public string[]? ProjectName { get; set; }

    /// <summary>The IDs of the organizations whose projects are emitted, 24 hexadecimal digits each. Default: all.</summary>
    [Parameter]
    [ValidateAtlasId]
    public string[]? OrganizationId { get; set; }

    /// <summary>The names of the organizations whose projects are emitted, with wildcards. Default: all.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateText]
    public string[]? OrganizationName { get; set; }

    /// <summary>The sessions to use, from New-AtlasSession or Connect-Atlas. Default: the session that the piped object came from, else the one that Connect-Atlas
    /// created in this runspace.</summary>
    [Parameter]
    [LiveSession]
    [ValidateNotNullOrEmpty]
    public AtlasSession[]? Session { get; set; }

    private protected override AtlasSession? NamedSession => _current;

    /// <summary>The IDs of the projects; null for all projects that the session can read.</summary>
    /// <remarks>The binder takes ProjectId from a piped session too, where it must not restrict the list.</remarks>
    private string[]? Named => Piped switch
    {
        AtlasSession => _typed,
        string id when _typed is null && AtlasId.IsValid(id) => [id],
        { } other when ProjectId is null || other is string => throw InputErrors.InputNotUnderstood(other),
        null when MyInvocation.ExpectingInput => throw InputErrors.InputNotUnderstood(null),
        null when ProjectId is null && MyInvocation.BoundParameters.ContainsKey(nameof(ProjectId)) => throw InputErrors.IdMissing(nameof(ProjectId)),
        _ => ProjectId,
    };

    private protected override void Begin()
    {
        _typed = ProjectId;
        _byName = ProjectName is null ? null : new(ProjectName);
        _byOrganization = OrganizationName is null ? null : new(OrganizationName);
    }

    private protected override void Process()
    {
        var named = Named;
        if (named is not null && ProjectName is not null)
        {
            throw ProjectErrors.ProjectNamedTwice();
        }

        foreach (var given in (IReadOnlyList<AtlasSession?>?)Session ?? [null])
        {
            _current = given;
            var session = CurrentAtlasSession;
            var context = ContextOf(session);
            if (named is null)
            {
                Pump.Start(session, false, item => ListAsync(context, item));
            }

            foreach (var id in named ?? [])
            {
                Pump.Start(session, false, async item =>
                {
                    var project = await context.Atlas.GetProjectAsync(id, Cancellation).ConfigureAwait(false);
                    session.Names.Learn(project);
                    Emit(session, project, item);
                });
            }
        }
    }

    /// <summary>A name that only some of the sessions can list is not missing.</summary>
    private protected override void End()
    {
        Pump.Finish();
        foreach (var missing in WildcardChoice.Missing(ProjectName ?? [], _names.Keys))
        {
            Pump.Start(null, false, _ => Task.FromException(ProjectErrors.ProjectNameUnknown(missing, _names.Keys)));
        }
    }

    private async Task ListAsync(SessionContext context, WorkItem item)
    {
        var session = context.AtlasSession!;
        var organizations = context.OrganizationsAsync();
        if (_byOrganization is not null && !await organizations.ConfigureAwait(false))
        {
            // The names are needed here, so the refusal is not ignored.
            _ = await context.Atlas.ListOrganizationsAsync(Cancellation).ConfigureAwait(false);
        }

        await foreach (var page in context.Atlas.ListProjectsAsync(Cancellation).InBatchesAsync(Cancellation).ConfigureAwait(false))
        {
            foreach (var project in page.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.ProjectId, StringComparer.Ordinal))
            {
                session.Names.Learn(project);
                Emit(session, project, item);
            }
        }
    }

    private void Emit(AtlasSession session, AtlasProject project, WorkItem item)
    {
        _names[project.Name] = true;
        if (_byName?.Includes(project.Name) is not false && OrganizationId?.Contains(project.OrganizationId) is not false
            && _byOrganization?.Includes(session.Names.OrganizationOf(project.OrganizationId)) is not false)
        {
            item.Emit(project);
        }
    }
}
