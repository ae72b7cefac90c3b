namespace AtlasCmk.Rules;

/// <summary>Under private networking: whether every endpoint that an encrypted cluster uses is ACTIVE, and its connection approved.</summary>
internal static class EndpointDiagnosis
{
    public const string Cause = "PrivateEndpoint";

    private static readonly PrerequisiteRule s_rule = new(Cause, "ACTIVE, in every region with encrypted nodes", VendorPages.PrivateEndpoints);

    /// <returns>Null if private networking is not required.</returns>
    public static PrerequisiteCheck? Of(PrerequisiteFacts facts)
    {
        var check = s_rule.On(facts, facts.ProjectId);
        return facts.PrivateNetworking is { IsKnown: true, Value: false }
            ? null
            : check.Over(facts.PrivateNetworking, _ => check.Over(facts.Clusters, clusters => check.Over(facts.Endpoints, endpoints => Judge(facts, check, clusters, endpoints))));
    }

    private static PrerequisiteCheck Judge(PrerequisiteFacts facts, PrerequisiteCheckBuilder check, IReadOnlyList<AtlasCluster> clusters, IReadOnlyList<AkvPrivateEndpoint> endpoints)
    {
        var encrypted = clusters.Where(c => c.MayBeEncryptedWithAzure).ToList();
        var active = facts.ActiveRegions.Value!;
        var missing = Uncovered(encrypted.Where(c => c.IsEncryptedWithAzure), active);
        return encrypted.Find(c => c.HasUnreadNodes) is { } unread ? check.Unknown($"Atlas does not say which nodes the cluster {unread.Name} has")
            : EndpointRemedy.Unread(facts, missing) is { Length: > 0 } odd ? check.Unknown($"{odd}, a status that AtlasCmk does not know")
            : missing.Count > 0 ? Missing(facts, check, missing, endpoints)
            : encrypted.Find(c => !c.IsEncryptedWithAzure && Uncovered([c], active).Count > 0) is { } perhaps
                ? check.Unknown($"no ACTIVE endpoint in {string.Join(", ", Uncovered([perhaps], active))}, and the cluster {perhaps.Name} may need one: {perhaps.KeyInWords}")
            : active.Count == 0 ? check.Failed("none is ACTIVE",
            EndpointRemedy.For(facts, endpoints.Count > 0 ? endpoints.Select(e => e.RegionName) : clusters.Where(c => c.Providers is ["AZURE"]).SelectMany(c => c.Regions)))
            : Decided(facts, check, active);
    }

    private static List<string> Uncovered(IEnumerable<AtlasCluster> clusters, IReadOnlyList<string> active) =>
        [.. clusters.SelectMany(c => c.Regions).Distinct(StringComparer.OrdinalIgnoreCase).Except(active, StringComparer.OrdinalIgnoreCase)];

    private static PrerequisiteCheck Missing(PrerequisiteFacts facts, PrerequisiteCheckBuilder check, IReadOnlyList<string> missing, IReadOnlyList<AkvPrivateEndpoint> endpoints)
    {
        var said = string.Join(", ", missing.Select(r => endpoints.FirstOrDefault(e => e.RegionName.Equals(r, StringComparison.OrdinalIgnoreCase)) is { } e
            ? $"{r} is {e.Status}{(e.ErrorMessage is { Length: > 0 } m ? $" ({m})" : "")}" : $"{r} has none"));
        return facts.NetworkRegistration.Value?.ToUpperInvariant() is "NOTREGISTERED" or "UNREGISTERED" or "UNREGISTERING"
            ? check.Failed($"{said}; and Microsoft.Network is {facts.NetworkRegistration.Value} in the subscription", VaultChecks.RegisterProvider(facts))
            : check.Failed(said, EndpointRemedy.For(facts, missing));
    }

    /// <summary>Atlas takes up to three minutes to notice that a connection was rejected or removed in Azure.</summary>
    private static PrerequisiteCheck Decided(PrerequisiteFacts facts, PrerequisiteCheckBuilder check, IReadOnlyList<string> active) => check.Over(facts.Connections, connections =>
    {
        var states = facts.Endpoints.Value!.Where(e => e.Status == EndpointStatus.Active)
            .Select(e => (Endpoint: e, Connection: connections.FirstOrDefault(c => c.Name.Equals(e.PrivateEndpointConnectionName, StringComparison.OrdinalIgnoreCase)))).ToList();
        return states.Find(s => s.Endpoint.PrivateEndpointConnectionName is not null && (s.Connection is null || IsDecidedAgainst(s.Connection))) is { Endpoint: { } lost } seen
                ? check.Failed($"{lost.RegionName} is {lost.Status} for Atlas, but its connection "
                + $"{(seen.Connection is null ? "is not in the vault" : $"is {seen.Connection.Status}, not approved in the vault")}: Atlas will recreate it", EndpointRemedy.AfterRecreation(lost))
            : states.Find(s => s.Connection?.Is(ConnectionStatus.Approved) is not true) is { Endpoint: { } open }
                ? check.Unknown($"{open.RegionName} is {open.Status} for Atlas, and it is unclear whether its connection is approved: "
                + $"{(open.PrivateEndpointConnectionName is null ? "Atlas does not name it" : "Azure reports a status that AtlasCmk does not know")}")
            : check.Passed(string.Join(", ", active));
    });

    private static bool IsDecidedAgainst(PrivateEndpointConnection connection) =>
        connection.Is(ConnectionStatus.Pending) || connection.Is(ConnectionStatus.Rejected) || connection.Is(ConnectionStatus.Disconnected);
}
