namespace AtlasCmk;

/// <summary>Has Atlas delete a private endpoint, and waits until it is gone if asked to.</summary>
internal sealed class RemovePrivateEndpoint(ProjectWork project, IConfirmation confirmation)
{
    private const string BusyCode = "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETE_BLOCKED_DURING_PROVISIONING";

    /// <param name="endpointId">The endpoint's id in Atlas.</param>
    /// <param name="timeout">How long to go on while Atlas is still creating it, and, with <paramref name="wait"/>, until it is gone.</param>
    /// <param name="wait">Whether to wait until it is gone.</param>
    /// <returns>The endpoint as Atlas lists it afterwards; null where it is gone, or the caller declined.</returns>
    public async Task<AkvPrivateEndpoint?> RunAsync(string endpointId, TimeSpan timeout, bool wait)
    {
        var endpoint = (await project.EndpointsNowAsync().ConfigureAwait(false)).FirstOrDefault(e => e.EndpointId == endpointId)
            ?? throw Failures.EndpointUnknown(project.ProjectId, endpointId);
        if (endpoint.Status != EndpointStatus.Deleting)
        {
            var hit = await EncryptedClustersInAsync(endpoint.RegionName).ConfigureAwait(false);
            if (hit.Count > 0)
            {
                project.Log.Warning($"Encrypted clusters reach their key over the private endpoint in {endpoint.RegionName}: {string.Join(", ", hit)}. Without it, and without another way to the vault, Atlas may have to stop them.");
            }

            var what = hit.Count == 0 ? "" : $", over which these encrypted clusters reach their key: {string.Join(", ", hit)}";
            if (!await confirmation.ShouldProcessAsync($"private endpoint {endpoint.EndpointId} of project {project.ProjectId}",
                    $"Remove the {endpoint.Status} private endpoint in {endpoint.RegionName}{what}").ConfigureAwait(false))
            {
                return null;
            }

            await DeleteAsync(endpoint, timeout).ConfigureAwait(false);
        }

        if (wait)
        {
            await new WaitForPrivateEndpoint(project).UntilGoneAsync(endpoint, timeout).ConfigureAwait(false);
            return null;
        }

        return (await project.Endpoints.NextAsync().ConfigureAwait(false)).FirstOrDefault(e => e.EndpointId == endpointId);
    }

    private async Task<IReadOnlyList<string>> EncryptedClustersInAsync(string regionName) =>
    [
        .. (await project.ClustersAtFirstAsync().ConfigureAwait(false))
            .Where(c => c.IsEncryptedWithAzure && c.Regions.Contains(regionName, StringComparer.OrdinalIgnoreCase))
            .Select(c => c.Name),
    ];

    /// <summary>Atlas refuses to delete an endpoint that it is still creating: that is waited out.</summary>
    private async Task DeleteAsync(AkvPrivateEndpoint endpoint, TimeSpan timeout)
    {
        var started = project.Time.GetTimestamp();
        while (true)
        {
            try
            {
                await project.Atlas.DeletePrivateEndpointAsync(project.ProjectId, endpoint.EndpointId, project.Cancellation).ConfigureAwait(false);
                return;
            }
            catch (AtlasApiException e) when (e.ErrorCode == BusyCode && project.Time.GetElapsedTime(started) < timeout)
            {
                project.Log.Verbose($"Atlas is still creating the private endpoint in {endpoint.RegionName}; it is removed as soon as Atlas allows.");
                project.Log.WaitBegins();
                try
                {
                    await project.Endpoints.NextAsync().ConfigureAwait(false);
                }
                finally
                {
                    project.Log.WaitEnds();
                }
            }
            catch (AtlasApiException e) when (e is { StatusCode: 404, Kind: FailureKind.NotFound })
            {
                project.Log.Verbose($"The private endpoint in {endpoint.RegionName} was gone already.");
                return;
            }
        }
    }
}
