namespace AtlasCmk;

/// <summary>The statuses of a vault's private endpoint connection (Azure Resource Manager, PrivateEndpointServiceConnectionStatus). The list is open.</summary>
internal static class ConnectionStatus
{
    public const string Pending = "Pending";
    public const string Approved = "Approved";
    public const string Rejected = "Rejected";
    public const string Disconnected = "Disconnected";

    /// <summary>Azure does not say which: not a status of Azure.</summary>
    public const string Unknown = "Unknown";

    public static IReadOnlyList<string> All { get; } = [Pending, Approved, Rejected, Disconnected];

    /// <summary>Whether the status is one of those above: any other one may mean anything.</summary>
    public static bool HasKnownStatus(this PrivateEndpointConnection connection) => All.Any(connection.Is);

    public static bool Is(this PrivateEndpointConnection connection, string status) =>
        connection.Status.Equals(status, StringComparison.OrdinalIgnoreCase);
}
