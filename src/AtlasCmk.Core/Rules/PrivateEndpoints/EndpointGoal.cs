namespace AtlasCmk.Rules;

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

    /// <summary>The same with a new connection. Until Atlas detects that a connection was lost, the endpoint status does not change.</summary>
    public EndpointGoal WithoutConnection(string? lost) =>
        lost is null || Name is not (EndpointStatus.Active or EndpointStatus.PendingAcceptance) ? this : this with { IsReached = e => IsReached(e) && !lost.Equals(e.PrivateEndpointConnectionName, StringComparison.OrdinalIgnoreCase) };
}
