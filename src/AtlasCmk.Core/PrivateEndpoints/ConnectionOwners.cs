namespace AtlasCmk;

/// <summary>Whose a vault's connections are. Pure: no request is made here.</summary>
internal static class ConnectionOwners
{
    /// <summary>The connections that wait for a decision, and that none of the endpoints claims. Azure compares names without regard to case.</summary>
    public static IReadOnlyList<PrivateEndpointConnection> PendingWithoutOwner(IEnumerable<PrivateEndpointConnection> connections, IEnumerable<AkvPrivateEndpoint> endpoints)
    {
        var claimed = endpoints.Select(e => e.PrivateEndpointConnectionName).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. connections.Where(c => c.Is(ConnectionStatus.Pending) && !claimed.Contains(c.Name))];
    }
}
