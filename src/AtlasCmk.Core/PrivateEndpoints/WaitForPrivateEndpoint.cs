namespace AtlasCmk;

/// <summary>Waits for one endpoint over the project's shared poll.</summary>
internal sealed class WaitForPrivateEndpoint(ProjectWork project)
{
    public Task<AkvPrivateEndpoint> UntilAsync(AkvPrivateEndpoint endpoint, EndpointGoal goal, TimeSpan timeout)
    {
        var last = endpoint;
        return project.Waiter(project.Endpoints).UntilAsync(
            $"the private endpoint in {endpoint.RegionName}", goal.Name, goal.Typical, timeout,
            endpoints =>
            {
                var now = Successor(endpoints, last) ?? throw Failures.EndpointGone(last);
                Narrate(last, now);
                last = now;
                return now.Status == EndpointStatus.Failed && !goal.IsReached(now)
                    ? throw Failures.EndpointFailed(now)
                    : new WaitStep<AkvPrivateEndpoint>(now.Status, goal.IsReached(now) ? now : null);
            },
            [endpoint]);
    }

    /// <summary>Waits until Atlas lists the endpoint no more.</summary>
    public Task<AkvPrivateEndpoint> UntilGoneAsync(AkvPrivateEndpoint endpoint, TimeSpan timeout) =>
        project.Waiter(project.Endpoints).UntilAsync(
            $"the private endpoint in {endpoint.RegionName}", "gone", TimeSpan.FromMinutes(2), timeout,
            endpoints => endpoints.FirstOrDefault(e => e.EndpointId == endpoint.EndpointId) switch
            {
                null => new WaitStep<AkvPrivateEndpoint>("gone", endpoint),
                { Status: EndpointStatus.Failed } failed => throw Failures.EndpointFailed(failed),
                var still => new WaitStep<AkvPrivateEndpoint>(still.Status, null),
            });

    /// <summary>Whether an endpoint keeps its id when Atlas recreates it is not documented: it is followed by id, else by region.</summary>
    private static AkvPrivateEndpoint? Successor(IReadOnlyList<AkvPrivateEndpoint> endpoints, AkvPrivateEndpoint last) =>
        endpoints.FirstOrDefault(e => e.EndpointId == last.EndpointId && e.Status != EndpointStatus.PendingRecreation)
        ?? endpoints.FirstOrDefault(e => e.RegionName == last.RegionName && e.EndpointId != last.EndpointId && last.Status != EndpointStatus.Deleting)
        ?? endpoints.FirstOrDefault(e => e.EndpointId == last.EndpointId);

    private void Narrate(AkvPrivateEndpoint before, AkvPrivateEndpoint now)
    {
        if (before.Status == now.Status && before.PrivateEndpointConnectionName == now.PrivateEndpointConnectionName)
        {
            return;
        }

        project.Log.Verbose($"The private endpoint in {now.RegionName} is {now.Status}{(now.ErrorMessage is { } m ? $" ({m})" : "")}.");
        var renamed = before.PrivateEndpointConnectionName is { } old && now.PrivateEndpointConnectionName is { } name && old != name;
        if (now.Status == EndpointStatus.PendingRecreation || (renamed && before.Status != EndpointStatus.PendingRecreation))
        {
            project.Log.Warning($"The connection of the private endpoint in {now.RegionName} was rejected or removed; Atlas makes a new one, which has to be approved again.");
        }
    }
}
