namespace AtlasCmk.Rules;

/// <summary>What an endpoint is waited for to become, in words and as a test.</summary>
internal sealed record EndpointGoal(string Name, TimeSpan Typical, Func<AkvPrivateEndpoint, bool> IsReached)
{
    /// <summary>There is a connection to approve, or it is approved already. Atlas needs some three minutes for it.</summary>
    public static EndpointGoal Approvable { get; } = new(EndpointStatus.PendingAcceptance, TimeSpan.FromMinutes(3),
        e => e.Status == EndpointStatus.Active || (e.Status == EndpointStatus.PendingAcceptance && e.PrivateEndpointConnectionName is not null));

    /// <summary>The status, as Atlas spells it. After an approval Atlas needs up to three minutes to show ACTIVE.</summary>
    public static EndpointGoal Status(string status) =>
        status == EndpointStatus.PendingAcceptance
            ? Approvable with { IsReached = e => e.Status == status && e.PrivateEndpointConnectionName is not null }
            : new(status, TimeSpan.FromMinutes(3), e => e.Status == status);

    /// <summary>The same with another connection: until Atlas notices that one is lost, the endpoint looks as if nothing had happened.</summary>
    public EndpointGoal WithoutConnection(string? lost) =>
        lost is null || Name is not (EndpointStatus.Active or EndpointStatus.PendingAcceptance) ? this : this with { IsReached = e => IsReached(e) && !lost.Equals(e.PrivateEndpointConnectionName, StringComparison.OrdinalIgnoreCase) };
}
