using System.Collections.Concurrent;
using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.PrivateEndpoints;

/// <summary>Deletes private endpoints of a project, and optionally waits until they no longer exist.</summary>
/// <remarks>The endpoints are checked together before the first deletion, because the affected clusters depend on all of them.</remarks>
internal sealed class RemovePrivateEndpoints
{
    private readonly ProjectContext _project;
    private readonly Lazy<Task<(IReadOnlyList<AkvPrivateEndpoint> Endpoints, EndpointRemovalImpact Loss)>> _before;
    private readonly ConcurrentDictionary<string, AkvPrivateEndpoint> _accepted = [];
    private bool _declined;

    /// <param name="project">The project.</param>
    /// <param name="endpointIds">The Atlas IDs of all endpoints to delete.</param>
    public RemovePrivateEndpoints(ProjectContext project, IReadOnlyCollection<string> endpointIds)
    {
        _project = project;
        _before = new(async () =>
        {
            var endpoints = await project.EndpointsNowAsync().ConfigureAwait(false);
            return (endpoints, new(project, [.. endpoints.Where(e => endpointIds.Contains(e.EndpointId))], () => Task.FromResult(endpoints)));
        });
    }

    /// <summary>First step, for each endpoint: the usual confirmation. An endpoint that is already being deleted is only waited for.</summary>
    public async Task AskAsync(string endpointId, IConfirmation confirmation)
    {
        var (endpoints, loss) = await _before.Value.ConfigureAwait(false);
        var endpoint = endpoints.FirstOrDefault(e => e.EndpointId == endpointId) ?? throw EndpointErrors.EndpointUnknown(_project.ProjectId, endpointId);
        var action = $"Remove the {endpoint.Status} private endpoint in {endpoint.RegionName}{await loss.WordsAsync(endpoint).ConfigureAwait(false)}";
        if (endpoint.Status == EndpointStatus.Deleting
            || await confirmation.ShouldProcessAsync($"private endpoint {endpointId} of project {_project.ProjectId}", action).ConfigureAwait(false))
        {
            _accepted[endpointId] = endpoint;
        }
    }

    /// <summary>Second step, once per project: the additional confirmation about the clusters that need the endpoints.</summary>
    public async Task AskAgainAsync(IConfirmation confirmation)
    {
        if (!_accepted.IsEmpty)
        {
            _declined = !await (await _before.Value.ConfigureAwait(false)).Loss.ConfirmAsync([.. _accepted.Values], confirmation).ConfigureAwait(false);
        }
    }

    /// <summary>Last step, for each confirmed endpoint: the deletion.</summary>
    /// <param name="endpointId">The endpoint's Atlas ID.</param>
    /// <param name="timeout">The timeout while Atlas is still creating it and, with <paramref name="wait"/>, until it no longer exists.</param>
    /// <param name="wait">Whether to wait until it no longer exists.</param>
    /// <returns>The endpoint in Atlas's list afterwards. Null if it no longer exists, or the caller declined.</returns>
    public async Task<AkvPrivateEndpoint?> RunAsync(string endpointId, TimeSpan timeout, bool wait)
    {
        if (!_accepted.TryGetValue(endpointId, out var endpoint) || (_declined && endpoint.Status != EndpointStatus.Deleting))
        {
            return null;
        }

        if (endpoint.Status != EndpointStatus.Deleting)
        {
            await DeleteAsync(endpoint, timeout).ConfigureAwait(false);
        }

        if (wait)
        {
            await new WaitForPrivateEndpoint(_project).UntilGoneAsync(endpoint, timeout).ConfigureAwait(false);
            return null;
        }

        return (await _project.Endpoints.NextAsync().ConfigureAwait(false)).FirstOrDefault(e => e.EndpointId == endpointId);
    }

    /// <summary>Atlas refuses to delete an endpoint that it is still creating, so this waits.</summary>
    private async Task DeleteAsync(AkvPrivateEndpoint endpoint, TimeSpan timeout)
    {
        var started = _project.Time.GetTimestamp();
        while (true)
        {
            try
            {
                await _project.Atlas.DeletePrivateEndpointAsync(_project.ProjectId, endpoint.EndpointId, _project.Cancellation).ConfigureAwait(false);
                return;
            }
            catch (AtlasApiException e) when (e.ErrorId == "EndpointBusy" && _project.Time.GetElapsedTime(started) < timeout)
            {
                _project.Log.Verbose($"Atlas is still creating the private endpoint in {endpoint.RegionName}; it is removed as soon as Atlas allows.");
                _project.Log.WaitBegins();
                try
                {
                    await _project.Endpoints.NextAsync().ConfigureAwait(false);
                }
                finally
                {
                    _project.Log.WaitEnds();
                }
            }
            catch (AtlasApiException e) when (e.IsMissing)
            {
                _project.Log.Verbose($"The private endpoint in {endpoint.RegionName} was gone already.");
                return;
            }
        }
    }
}
