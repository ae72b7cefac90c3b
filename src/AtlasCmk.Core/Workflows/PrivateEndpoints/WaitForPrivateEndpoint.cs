using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.PrivateEndpoints;

/// <summary>Waits for one endpoint over the project's shared poll.</summary>
internal sealed class WaitForPrivateEndpoint(ProjectContext project)
{
    /// <summary>Atlas does not guarantee that its list shows a new endpoint at once.</summary>
    private static readonly TimeSpan s_untilListed = TimeSpan.FromMinutes(1);

    public Task<AkvPrivateEndpoint> UntilAsync(AkvPrivateEndpoint endpoint, EndpointGoal goal, TimeSpan timeout, bool isNew = false)
    {
        var last = endpoint;
        var started = project.Time.GetTimestamp();
        return project.Waiter(project.Endpoints).UntilAsync(
            WaitSubject.Endpoint(endpoint.RegionName, project.ProjectId), goal.Name, goal.Typical, timeout,
            endpoints =>
            {
                if (Successor(endpoints, last) is not { } now)
                {
                    return isNew && project.Time.GetElapsedTime(started) < s_untilListed
                        ? new WaitStep<AkvPrivateEndpoint>(last.Status, null, goal.HintFor(last))
                        : throw EndpointErrors.EndpointGone(last);
                }

                isNew &= ReferenceEquals(now, endpoint);
                Narrate(last, now, goal.IsReached(now));
                last = now;
                return now.Status == EndpointStatus.Failed && !goal.IsReached(now)
                    ? throw EndpointErrors.EndpointFailed(now)
                    : new WaitStep<AkvPrivateEndpoint>(now.Status, goal.IsReached(now) ? now : null, goal.HintFor(now));
            },
            [endpoint]);
    }

    /// <summary>Waits until Atlas no longer lists the endpoint.</summary>
    public Task<AkvPrivateEndpoint> UntilGoneAsync(AkvPrivateEndpoint endpoint, TimeSpan timeout)
    {
        var last = endpoint;
        return project.Waiter(project.Endpoints).UntilAsync(
            WaitSubject.Endpoint(endpoint.RegionName, project.ProjectId), "gone", TimeSpan.FromMinutes(2), timeout,
            endpoints =>
            {
                if (endpoints.FirstOrDefault(e => e.EndpointId == endpoint.EndpointId) is not { } now)
                {
                    return new WaitStep<AkvPrivateEndpoint>("gone", endpoint);
                }

                // A FAILED endpoint is deleted like any other, and its old status can be listed for a moment.
                var failedMeanwhile = now.Status == EndpointStatus.Failed && last.Status != EndpointStatus.Failed;
                last = now;
                return failedMeanwhile ? throw EndpointErrors.EndpointNotRemoved(now) : new(now.Status, null);
            });
    }

    /// <summary>Atlas does not document whether a recreated endpoint keeps its ID. It is found by ID, or else by region.</summary>
    private static AkvPrivateEndpoint? Successor(IReadOnlyList<AkvPrivateEndpoint> endpoints, AkvPrivateEndpoint last) =>
        endpoints.FirstOrDefault(e => e.EndpointId == last.EndpointId && e.Status != EndpointStatus.PendingRecreation)
        ?? endpoints.FirstOrDefault(e => e.RegionName == last.RegionName && e.EndpointId != last.EndpointId && last.Status != EndpointStatus.Deleting)
        ?? endpoints.FirstOrDefault(e => e.EndpointId == last.EndpointId);

    /// <summary>When the status is reached, the wait reports it.</summary>
    private void Narrate(AkvPrivateEndpoint before, AkvPrivateEndpoint now, bool isReached)
    {
        if (before.Status == now.Status && before.PrivateEndpointConnectionName == now.PrivateEndpointConnectionName)
        {
            return;
        }

        if (!isReached)
        {
            project.Log.Verbose($"The private endpoint in {now.RegionName} is {now.Status}{(now.ErrorMessage is { } m ? $" ({m})" : "")}.");
        }

        // PENDING_RECREATION can pass between two polls. Then the connection's name shows it.
        var lostItsConnection = before.PrivateEndpointConnectionName is { } old && now.PrivateEndpointConnectionName != old
            && now.Status is EndpointStatus.Initiating or EndpointStatus.PendingAcceptance;
        if (before.Status != EndpointStatus.PendingRecreation && (now.Status == EndpointStatus.PendingRecreation || lostItsConnection))
        {
            project.Log.Warning($"The connection of the private endpoint in {now.RegionName} was rejected or removed; Atlas creates a new one, which must be approved again.");
        }
    }
}

/// <summary>The status to wait for, as text and as a test.</summary>
internal sealed record EndpointGoal(string Name, TimeSpan Typical, Func<AkvPrivateEndpoint, bool> IsReached)
{
    /// <summary>There is a connection to approve, or it is already approved. Atlas takes about three minutes.</summary>
    public static EndpointGoal Approvable { get; } = new(EndpointStatus.PendingAcceptance, TimeSpan.FromMinutes(3),
        e => e.Status == EndpointStatus.Active || (e.Status == EndpointStatus.PendingAcceptance && e.PrivateEndpointConnectionName is not null));

    /// <summary>The status in Atlas's spelling. After an approval, Atlas takes up to three minutes to show ACTIVE.</summary>
    public static EndpointGoal Status(string status) =>
        status == EndpointStatus.PendingAcceptance
            ? Approvable with { IsReached = e => e.Status == status && e.PrivateEndpointConnectionName is not null }
            : new(status, TimeSpan.FromMinutes(3), e => e.Status == status);

    /// <summary>The vault that must approve the connection. Null if it is not known here.</summary>
    public string? VaultName { get; init; }

    /// <summary>The connection that is approved already, or null.</summary>
    public string? ApprovedName { get; init; }

    /// <summary>What the wait is for, and who must act.</summary>
    public string? HintFor(AkvPrivateEndpoint endpoint) => endpoint.Status switch
    {
        EndpointStatus.Initiating => "Atlas is creating the connection",
        EndpointStatus.PendingAcceptance when endpoint.PrivateEndpointConnectionName is { } name && name.Equals(ApprovedName, StringComparison.OrdinalIgnoreCase) =>
            "approved, Atlas shows it within 3 min",
        EndpointStatus.PendingAcceptance => $"waiting for approval in the vault{(VaultName is null ? "" : $" {VaultName}")}",
        EndpointStatus.PendingRecreation => "Atlas is creating a new connection",
        _ => null,
    };

    /// <summary>The same with a new connection. Until Atlas detects that a connection was lost, the endpoint status does not change.</summary>
    public EndpointGoal WithoutConnection(string? lost) =>
        lost is null || Name is not (EndpointStatus.Active or EndpointStatus.PendingAcceptance) ? this
            : this with { IsReached = e => IsReached(e) && !lost.Equals(e.PrivateEndpointConnectionName, StringComparison.OrdinalIgnoreCase) };
}
