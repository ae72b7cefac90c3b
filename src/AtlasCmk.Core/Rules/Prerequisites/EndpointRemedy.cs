namespace AtlasCmk.Rules;

/// <summary>The command that makes the endpoints of some regions ACTIVE, from any status.</summary>
internal static class EndpointRemedy
{
    /// <summary>Uses the cmdlet name that no other module has.</summary>
    private static readonly PowerShellCommand s_rest = PowerShellCommand.Of($"Approve-AtlasAkvPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint");

    public static string For(PrerequisiteFacts facts, IEnumerable<string> regions)
    {
        var wanted = regions.Distinct(StringComparer.OrdinalIgnoreCase).Except(facts.ActiveRegions.Value ?? [], StringComparer.OrdinalIgnoreCase).ToList();
        if (wanted.Count == 0)
        {
            return "Create an endpoint with New-AtlasAkvPrivateEndpoint in each region that holds nodes.";
        }

        return For(facts.ProjectId, facts.Endpoints.Value ?? [], wanted);
    }

    /// <summary>The same for regions that have no ACTIVE endpoint.</summary>
    public static string For(string projectId, IReadOnlyList<AkvPrivateEndpoint> endpoints, IReadOnlyList<string> regions)
    {
        var failed = endpoints.Where(e => e.Status == EndpointStatus.Failed && regions.Contains(e.RegionName, StringComparer.OrdinalIgnoreCase)).Select(e => e.EndpointId).ToList();
        var creation = PowerShellCommand.Of($"New-AtlasAkvPrivateEndpoint -ProjectId {projectId} -RegionName {regions} -Wait | {s_rest}");
        return failed.Count == 0 ? creation : PowerShellCommand.Of($"Remove-AtlasAkvPrivateEndpoint -EndpointId {failed} -ProjectId {projectId} -Wait; {creation}");
    }

    /// <summary>For an endpoint whose connection was rejected or removed: Atlas recreates it.</summary>
    public static string AfterRecreation(AkvPrivateEndpoint endpoint) => PowerShellCommand.Of(
        $"Wait-AtlasAkvPrivateEndpoint -ProjectId {endpoint.ProjectId} -EndpointId {endpoint.EndpointId} -Status {EndpointStatus.PendingAcceptance} | {s_rest}");

    /// <summary>The endpoints in these regions with an unknown status.</summary>
    public static string Unread(PrerequisiteFacts facts, IEnumerable<string> regions) =>
        string.Join(", ", InRegions(facts, regions).Where(e => !EndpointStatus.All.Contains(e.Status)).Select(e => $"{e.RegionName} is '{e.Status}'"));

    private static IEnumerable<AkvPrivateEndpoint> InRegions(PrerequisiteFacts facts, IEnumerable<string> regions) =>
        (facts.Endpoints.Value ?? []).Where(e => regions.Contains(e.RegionName, StringComparer.OrdinalIgnoreCase));
}
