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
        var endpoints = await project.EndpointsNowAsync().ConfigureAwait(false);
        var endpoint = endpoints.FirstOrDefault(e => e.EndpointId == endpointId) ?? throw Failures.EndpointUnknown(project.ProjectId, endpointId);
        if (endpoint.Status != EndpointStatus.Deleting)
        {
            if (!await AskAsync(endpoint, await DependentsAsync(endpoint, endpoints).ConfigureAwait(false)).ConfigureAwait(false))
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

    private async Task<bool> AskAsync(AkvPrivateEndpoint endpoint, IReadOnlyList<string> dependents)
    {
        var names = string.Join(", ", dependents);
        if (dependents.Count > 0)
        {
            project.Log.Warning($"These clusters reach their key over the private endpoint in {endpoint.RegionName}: {names}. Without it Atlas may stop them. Let them leave the key first: {WayBack.Clusters(project.ProjectId)}");
        }

        var over = dependents.Count == 0 ? "" : $", over which these clusters reach their key: {names}";
        return await confirmation.ShouldProcessAsync($"private endpoint {endpoint.EndpointId} of project {project.ProjectId}", $"Remove the {endpoint.Status} private endpoint in {endpoint.RegionName}{over}").ConfigureAwait(false)
            && (dependents.Count == 0 || await confirmation.ShouldContinueAsync(
                $"These clusters of project {project.ProjectId} lose their way to the key with the private endpoint in {endpoint.RegionName}: {names}. Continue?", "Encrypted clusters need this endpoint").ConfigureAwait(false));
    }

    /// <summary>Encrypted clusters in the endpoint's region, and those without a working endpoint in theirs. One that is changing may still be leaving the key.</summary>
    /// <remarks>That a cluster uses the endpoint of its own region is not documented, so the other encrypted clusters may use this one too.</remarks>
    private async Task<IReadOnlyList<string>> DependentsAsync(AkvPrivateEndpoint endpoint, IReadOnlyList<AkvPrivateEndpoint> endpoints)
    {
        if (endpoint.Status == EndpointStatus.Failed)
        {
            return [];
        }

        var clusters = (await project.ClustersAtFirstAsync().ConfigureAwait(false)).Where(c => c.IsEncryptedWithAzure || (c.Kind == ClusterKind.Dedicated && c.StateName != "IDLE"));
        return
        [
            .. from c in clusters
               let isSure = IsIn(c, endpoint) || !endpoints.Any(e => e.Status == EndpointStatus.Active && IsIn(c, e))
               where isSure || c.IsEncryptedWithAzure
               orderby !isSure
               select $"{(isSure ? "" : "perhaps ")}{c.Name}{(c.StateName == "IDLE" ? "" : $" ({c.StateName})")}",
        ];
    }

    private static bool IsIn(AtlasCluster cluster, AkvPrivateEndpoint endpoint) => cluster.Regions.Contains(endpoint.RegionName, StringComparer.OrdinalIgnoreCase);

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
