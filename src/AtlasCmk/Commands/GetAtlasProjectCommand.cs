using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Lists the projects that the session's key can see, or gets some of them.</summary>
/// <remarks>
/// <para>A list is read page by page: a pipeline that has seen enough stops the requests.</para>
/// </remarks>
/// <example>
/// <para>Every project of the organization, with its encryption</para>
/// <code>Get-AtlasProject | Get-AtlasEncryptionAtRest</code>
/// </example>
/// <example>
/// <para>The projects of several sessions</para>
/// <code>Get-AtlasSession -All | Get-AtlasProject</code>
/// </example>
/// <example>
/// <para>Find a project by its name</para>
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

    /// <summary>The ids of the projects, 24 hexadecimal digits each. Default: all that the session can see. From the pipeline it takes ids as text, objects with a ProjectId, and sessions: a session stands for all projects that it can see.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId(MayBeMissing = true)]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public string[]? ProjectId { get; set; }

    /// <summary>The ids that are meant; null for all that the session can see.</summary>
    /// <remarks>What is piped may be a session with a project of its own, which the binder takes for the parameter.</remarks>
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
            Pump.Start(session, false, item => ListAsync(atlas, item));
        }

        foreach (var id in named ?? [])
        {
            Pump.Start(session, false, async item => item.Emit(await atlas.GetProjectAsync(id, Cancellation).ConfigureAwait(false)));
        }
    }

    private async Task ListAsync(IAtlasApi atlas, WorkItem item)
    {
        await foreach (var project in atlas.ListProjectsAsync(Cancellation).ConfigureAwait(false))
        {
            item.Emit(project);
        }
    }
}
