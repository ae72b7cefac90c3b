using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Lists the projects that the session's credentials can read, or gets the ones that you name.</summary>
/// <remarks>
/// <para>The list is read page by page. If a later command needs no more projects, no more pages are requested.</para>
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
/// <code>Get-AtlasProject | Where-Object Name -like 'prod-*'</code>
/// </example>
/// <note>Atlas: Project Read Only for each project. Azure: none.</note>
/// <error>NoAccessToProject RoleTooSmall</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/organizations-projects/">Atlas: organizations and projects</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasProject")]
[OutputType(typeof(AtlasProject))]
public sealed class GetAtlasProjectCommand : AtlasSessionCmdletBase
{
    private string[]? _typed;

    /// <summary>The IDs of the projects, 24 hexadecimal digits each. Default: all projects that the session can read. The pipeline accepts IDs as text, objects
    /// with a ProjectId, and sessions. A session stands for all projects that it can read.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId(MayBeMissing = true)]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public string[]? ProjectId { get; set; }

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

    private protected override void Begin() => _typed = ProjectId;

    private protected override void Process()
    {
        var named = Named;
        var session = CurrentAtlasSession;
        var atlas = ContextOf(session).Atlas;
        if (named is null)
        {
            Pump.Start(session, false, item => ListAsync(atlas, session.Names, item));
        }

        foreach (var id in named ?? [])
        {
            Pump.Start(session, false, async item =>
            {
                var project = await atlas.GetProjectAsync(id, Cancellation).ConfigureAwait(false);
                session.Names.Learn(project);
                item.Emit(project);
            });
        }
    }

    private async Task ListAsync(IAtlasApi atlas, ProjectNames names, WorkItem item)
    {
        await foreach (var project in atlas.ListProjectsAsync(Cancellation).ConfigureAwait(false))
        {
            names.Learn(project);
            item.Emit(project);
        }
    }
}
