using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.PrivateEndpoints;

/// <summary>Creates a private endpoint in one region, once. A usable existing endpoint is returned. A lost response is settled by reading the list.</summary>
internal sealed class CreatePrivateEndpoint(ProjectContext project, IConfirmation confirmation)
{
    private const int MostTries = 3;
    private const int LooksAfterALoss = 3;

    /// <param name="regionName">The region in Atlas's spelling.</param>
    /// <param name="wait">The time to wait until its connection can be approved, or null.</param>
    /// <returns>The endpoint. Null if the caller declined.</returns>
    public async Task<AkvPrivateEndpoint?> RunAsync(string regionName, TimeSpan? wait)
    {
        var isNew = false;
        var endpoint = InRegion(await project.EndpointsAtFirstAsync().ConfigureAwait(false), regionName);
        if (endpoint is not null)
        {
            project.Log.Verbose($"{regionName} has a private endpoint already ({endpoint.Status}); none was created.");
        }
        else if (!await confirmation.ShouldProcessAsync($"project {project.ProjectId}", $"Create a private endpoint to the key vault in {regionName}").ConfigureAwait(false))
        {
            return null;
        }
        else
        {
            endpoint = await CreateAsync(regionName).ConfigureAwait(false);
            isNew = true;
        }

        RefuseWhatCannotServe(endpoint);
        if (Caution(endpoint) is { } caution)
        {
            project.Log.Warning(caution);
        }

        return wait is { } timeout
            ? await new WaitForPrivateEndpoint(project).UntilAsync(endpoint, EndpointGoal.Approvable, timeout, isNew).ConfigureAwait(false)
            : endpoint;
    }

    /// <summary>An endpoint that cannot become usable is an error, whether it is new or not.</summary>
    private static void RefuseWhatCannotServe(AkvPrivateEndpoint endpoint)
    {
        if (endpoint.Status is EndpointStatus.Deleting or EndpointStatus.Failed)
        {
            throw endpoint.Status == EndpointStatus.Failed ? EndpointErrors.EndpointFailed(endpoint) : EndpointErrors.EndpointBeingDeleted(endpoint);
        }
    }

    private static string? Caution(AkvPrivateEndpoint endpoint)
    {
        var said = endpoint.ErrorMessage is { } message ? $" ({message})" : "";
        var which = $"The private endpoint in {endpoint.RegionName} of project {endpoint.ProjectId}";
        return !EndpointStatus.All.Contains(endpoint.Status) ? $"{which} has the status '{endpoint.Status}', which AtlasCmk does not know{said}."
            : endpoint.Status == EndpointStatus.PendingRecreation ? $"{which} is PENDING_RECREATION{said}: Atlas replaces its connection, and the new one must be approved."
            : said.Length > 0 ? $"{which} is {endpoint.Status}, and Atlas adds{said}."
            : null;
    }

    /// <summary>POST is not idempotent. After a lost response or a server error, the list shows whether it was processed.</summary>
    private async Task<AkvPrivateEndpoint> CreateAsync(string regionName)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await project.Atlas.CreatePrivateEndpointAsync(project.ProjectId, regionName, project.Cancellation).ConfigureAwait(false);
            }
            catch (AtlasCmkException e) when (e.Outcome == ChangeOutcome.Unknown || e.IsConflict)
            {
                project.Log.Verbose($"It is unclear whether Atlas created the private endpoint in {regionName} ({e.Message}). Checking.");
                if (await LookForAsync(regionName).ConfigureAwait(false) is { } there)
                {
                    return there;
                }

                if (attempt == MostTries)
                {
                    throw EndpointErrors.EndpointNotCreated(project.ProjectId, regionName, e);
                }
            }
            catch (AtlasApiException e) when (e is { Kind: FailureKind.Refused or FailureKind.NotFound, ErrorId: not "NotEnabledForProject" })
            {
                await RefuseWhatIsTooEarlyAsync(regionName, e).ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Atlas does not document its error when private networking is not required, and the error may not mention it.</summary>
    private async Task RefuseWhatIsTooEarlyAsync(string regionName, AtlasApiException refusal)
    {
        // If this read fails too, Atlas's original error is more useful.
        if ((await ReadResult.FromAsync(project.EncryptionAtFirstAsync).ConfigureAwait(false)).Value is { RequirePrivateNetworking: false } current)
        {
            throw current.Enabled ? EndpointErrors.PrivateNetworkingNotRequired(project.ProjectId, regionName, refusal) : EncryptionErrors.NotEnabledForProject(project.ProjectId);
        }
    }

    /// <summary>Reads several times, because Atlas does not guarantee that its list shows a new endpoint at once. Concurrent regions share the reads.</summary>
    private async Task<AkvPrivateEndpoint?> LookForAsync(string regionName)
    {
        for (var look = 0; look < LooksAfterALoss; look++)
        {
            if (InRegion(await project.Endpoints.NextAsync().ConfigureAwait(false), regionName) is { } there)
            {
                return there;
            }
        }

        return null;
    }

    /// <summary>Unusable endpoints come last, because a replacement may already exist.</summary>
    private static AkvPrivateEndpoint? InRegion(IEnumerable<AkvPrivateEndpoint> endpoints, string regionName) =>
        endpoints.Where(e => e.RegionName.Equals(regionName, StringComparison.OrdinalIgnoreCase))
            .MinBy(e => e.Status switch { EndpointStatus.Deleting => 2, EndpointStatus.Failed => 1, _ => 0 });
}
