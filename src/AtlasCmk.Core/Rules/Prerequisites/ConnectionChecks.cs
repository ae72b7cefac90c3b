namespace AtlasCmk.Rules;

/// <summary>The checks of the vault's connections: whether each pending connection belongs to a visible project.</summary>
internal static class ConnectionChecks
{
    private static readonly PrerequisiteRule s_connections = new("VaultConnections", "every connection that waits for a decision belongs to a known project", VendorPages.PrivateLink);

    public static IEnumerable<PrerequisiteCheck> Of(PrerequisiteFacts facts)
    {
        var whole = s_connections.On(facts, facts.Target.VaultName ?? "the vault");
        if (!facts.Connections.IsKnown || !facts.Endpoints.IsKnown)
        {
            return [whole.Over(facts.Connections, _ => whole.Over(facts.Endpoints, _ => whole.Passed("")))];
        }

        var unclaimed = ConnectionOwners.OpenWithoutOwner(facts.Connections.Value!, [.. facts.Endpoints.Value!, .. facts.ClaimsElsewhere.Endpoints]);
        return unclaimed.Count == 0
            ? [whole.Passed($"{facts.Connections.Value!.Count} in all")]
            : unclaimed.Select(c => Unclaimed(facts, s_connections.On(facts, c.Name), c));
    }

    /// <summary>A project that could not be read may own the connection.</summary>
    private static PrerequisiteCheck Unclaimed(PrerequisiteFacts facts, PrerequisiteCheckBuilder check, PrivateEndpointConnection connection)
    {
        var says = string.IsNullOrWhiteSpace(connection.Description) ? "" : $"; its description: {connection.Description}";
        if (!connection.Is(ConnectionStatus.Pending))
        {
            return check.NotUnderstood("its status", $"{connection.Status}", "Look at the connection in Azure.");
        }

        return string.Join("; ", facts.ClaimsElsewhere.Unread) is { Length: > 0 } reasons
            ? check.Unknown($"it is Pending, and may belong to a project that could not be read: {reasons}{says}",
            "Use credentials for Atlas that are Project Owner of these projects, or ask the vault's owner.")
            : check.Warning($"Pending, and it does not belong to any project that these Atlas credentials can see{says}",
            "Ask the vault's owner who owns it. Other projects and other users may share the vault.");
    }
}
