using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Lists the projects that the session's key can see, or gets some of them.</summary>
/// <remarks>
/// <para>A list is read page by page: a pipeline that has seen enough stops the requests.</para>
/// </remarks>
/// <example>
/// <para>Every project of the organisation, with its encryption</para>
/// <code>Get-AtlasProject | Get-AtlasEncryptionAtRest</code>
/// </example>
/// <example>
/// <para>Find a project by its name</para>
/// <code>Get-AtlasProject | Where-Object Name -like 'prod-*'</code>
/// </example>
/// <note>Atlas: Project Read Only for each project. Azure: none.</note>
/// <error>NoAccessToProject RoleTooSmall</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/organizations-projects/">Atlas: organisations and projects</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasProject")]
[OutputType(typeof(AtlasProject))]
public sealed class GetAtlasProjectCommand : AtlasSessionCmdlet
{
    /// <summary>The ids of the projects, 24 hexadecimal digits each. Default: all that the key can see.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public string[]? ProjectId { get; set; }

    private protected override void Process()
    {
        var session = CurrentAtlasSession;
        var atlas = session.Connection.OpenAtlas(Pump);
        if (ProjectId is null)
        {
            Pump.Start(session, false, item => ListAsync(atlas, item));
        }

        foreach (var id in ProjectId ?? [])
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
