using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.PrivateEndpoints;

/// <summary>What the clusters of a project lose if private endpoints or their connections are removed together. One read and one warning, before the first change.</summary>
internal sealed class EndpointRemovalImpact
{
    private readonly ProjectContext _project;
    private readonly Lazy<Task<ReadResult<EndpointDependents>>> _dependents;

    /// <param name="project">The project.</param>
    /// <param name="leaving">All endpoints to be removed or disconnected.</param>
    /// <param name="endpoints">The project's endpoints before the change.</param>
    public EndpointRemovalImpact(ProjectContext project, IReadOnlyCollection<AkvPrivateEndpoint> leaving, Func<Task<IReadOnlyList<AkvPrivateEndpoint>>> endpoints)
    {
        _project = project;
        _dependents = new(() => LookAsync([.. leaving.Where(EndpointDependents.MayHave)], endpoints));
    }

    /// <summary>The addition to the usual confirmation of one endpoint. Empty if no cluster needs it.</summary>
    public async Task<string> WordsAsync(AkvPrivateEndpoint leaving)
    {
        var dependents = await _dependents.Value.ConfigureAwait(false);
        return !EndpointDependents.MayHave(leaving) ? ""
            : dependents.Value is not { } known ? ", over which clusters may reach their key"
            : known.Of([leaving]) is { Count: > 0 } names ? $", over which these clusters reach their key: {string.Join(", ", names)}"
            : "";
    }

    /// <summary>The additional confirmation, once per project, about the clusters that need the endpoints.</summary>
    /// <returns>Whether to continue.</returns>
    public async Task<bool> ConfirmAsync(IReadOnlyCollection<AkvPrivateEndpoint> leaving, IConfirmation confirmation)
    {
        var dependents = await _dependents.Value.ConfigureAwait(false);
        var names = dependents.Value?.Of(leaving);
        if (!leaving.Any(EndpointDependents.MayHave) || names?.Count == 0)
        {
            return true;
        }

        var loss = names is null ? $"It is unknown which clusters of project {_project.ProjectId} lose access to the key with {EndpointDependents.Named(leaving)}: {dependents.Reason.TrimEnd('.')}"
            : $"These clusters of project {_project.ProjectId} lose access to the key with {EndpointDependents.Named(leaving)}: {string.Join(", ", names)}";
        return await confirmation.ShouldContinueAsync($"{loss}. Their data may become unreadable. Continue?", "Encrypted clusters need these endpoints").ConfigureAwait(false);
    }

    private async Task<ReadResult<EndpointDependents>> LookAsync(IReadOnlyList<AkvPrivateEndpoint> leaving, Func<Task<IReadOnlyList<AkvPrivateEndpoint>>> endpoints)
    {
        if (leaving.Count == 0)
        {
            return ReadResult.Of(new EndpointDependents([], []));
        }

        var dependents = await ReadResult.FromAsync(async () => new EndpointDependents(await endpoints().ConfigureAwait(false), await _project.ClustersAtFirstAsync().ConfigureAwait(false)))
            .ConfigureAwait(false);
        var ways = EndpointDependents.Named(leaving);
        if (!dependents.IsKnown)
        {
            _project.Log.Warning($"It is unknown which clusters of project {_project.ProjectId} reach their key over {ways}: {dependents.Reason}");
        }
        else if (dependents.Value!.Of(leaving) is { Count: > 0 } names)
        {
            _project.Log.Warning($"These clusters of project {_project.ProjectId} reach their key over {ways}: {string.Join(", ", names)}. "
                + $"If they cannot reach the key, Atlas may stop them. Let them leave the key first: {DisableEncryptionCommands.Clusters(_project.ProjectId)}");
        }

        return dependents;
    }
}
