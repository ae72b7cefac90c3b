namespace AtlasCmk;

/// <summary>The one command that makes the endpoints of some regions ACTIVE, from wherever they stand.</summary>
internal static class EndpointRemedy
{
    public static string For(PrerequisiteFacts facts, IEnumerable<string> regions)
    {
        var wanted = regions.Distinct(StringComparer.OrdinalIgnoreCase).Except(facts.ActiveRegions.Value ?? [], StringComparer.OrdinalIgnoreCase).ToList();
        var failed = (facts.Endpoints.Value ?? []).Where(e => e.Status == EndpointStatus.Failed && wanted.Contains(e.RegionName, StringComparer.OrdinalIgnoreCase)).Select(e => e.EndpointId).ToList();
        var removal = failed.Count == 0 ? "" : $"Remove-AtlasAkvPrivateEndpoint -EndpointId {string.Join(", ", failed)} -ProjectId {facts.ProjectId} -Wait; ";
        return $"{removal}New-AtlasAkvPrivateEndpoint -ProjectId {facts.ProjectId} -RegionName {string.Join(", ", wanted)} -Wait | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint";
    }
}
