namespace AtlasCmk.Rules;

/// <summary>Whose a vault's connections are. Pure: no request is made here.</summary>
internal static class ConnectionOwners
{
    private static readonly string[] s_decided = [ConnectionStatus.Approved, ConnectionStatus.Rejected, ConnectionStatus.Disconnected];

    /// <summary>The connections that wait for a decision, or are in a status that is not known here, and that belong to none of the endpoints. Azure compares names without regard to case.</summary>
    public static IReadOnlyList<PrivateEndpointConnection> OpenWithoutOwner(IEnumerable<PrivateEndpointConnection> connections, IEnumerable<AkvPrivateEndpoint> endpoints)
    {
        var claimed = endpoints.Select(e => e.PrivateEndpointConnectionName).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. connections.Where(c => !s_decided.Any(c.Is) && !claimed.Contains(c.Name))];
    }
}
