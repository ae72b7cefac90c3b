namespace AtlasCmk.Rules;

internal static partial class Failures
{
    public static AtlasCmkException EndpointUnknown(string projectId, string endpointId) =>
        new(FailureKind.NotFound, "EndpointUnknown", $"There is no private endpoint {endpointId} in project {projectId}.",
            $"List those that are there: {PowerShellCommand.Of($"Get-AtlasAkvPrivateEndpoint -ProjectId {projectId}")}", endpointId);

    public static AtlasCmkException RegionWithoutEndpoint(string projectId, string regionName) =>
        new(FailureKind.NotFound, "RegionWithoutEndpoint", $"Project {projectId} has no private endpoint in {regionName}.",
            $"{(AzureRegions.IsKnown(regionName) || AzureRegions.Nearest(regionName) is not { } near ? "" : $"Did you mean {near}? ")}List those that are there: {PowerShellCommand.Of($"Get-AtlasAkvPrivateEndpoint -ProjectId {projectId}")}", regionName);

    public static AtlasCmkException EndpointFailed(AkvPrivateEndpoint endpoint) =>
        new(FailureKind.Failed, "EndpointFailed", $"The private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) of project {endpoint.ProjectId} is FAILED: {endpoint.ErrorMessage ?? "Atlas does not say why"}.",
            $"Remove it, then create it again: {Removal(endpoint)}; {Creation(endpoint)}", endpoint);

    public static AtlasCmkException EndpointGone(AkvPrivateEndpoint endpoint) =>
        new(FailureKind.NotFound, "EndpointGone", $"The private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) of project {endpoint.ProjectId} is gone. It was removed during the wait; its last status was {endpoint.Status}.",
            $"If you still need it, create it again: {Creation(endpoint)}", endpoint);

    public static AtlasCmkException EndpointNotRemoved(AkvPrivateEndpoint endpoint) =>
        new(FailureKind.Failed, "EndpointNotRemoved", $"Atlas failed to remove the private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) of project {endpoint.ProjectId}: {endpoint.ErrorMessage ?? "Atlas does not say why"}.",
            $"Run the command again. If it fails again, give MongoDB support the endpoint's id. {Removal(endpoint)}", endpoint);

    public static AtlasCmkException PrivateNetworkingNotRequired(string projectId, string regionName, AtlasApiException inner) =>
        new(FailureKind.Refused, "PrivateNetworkingNotRequired", $"Atlas does not create a private endpoint in {regionName} for project {projectId}, which does not require private networking. {inner.Message}",
            $"Require it first: {PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {projectId} -RequirePrivateNetworking")}", projectId, inner);

    public static AtlasCmkException EndpointBeingDeleted(AkvPrivateEndpoint endpoint) =>
        new(FailureKind.Refused, "EndpointBeingDeleted", $"The private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) of project {endpoint.ProjectId} is DELETING, and a region has one at a time.",
            $"Wait until it is gone, then create it again: {Removal(endpoint)}; {Creation(endpoint)}", endpoint);

    public static AtlasCmkException EndpointNotCreated(string projectId, string regionName, Exception inner) =>
        new(FailureKind.Failed, "EndpointNotCreated", $"Atlas did not create a private endpoint in {regionName} for project {projectId}: {inner.Message}",
            $"AtlasCmk looked for it, and it is not there. Run the command again in a few minutes: {PowerShellCommand.Of($"New-AtlasAkvPrivateEndpoint -ProjectId {projectId} -RegionName {regionName}")}", regionName, inner);

    private static PowerShellCommand Removal(AkvPrivateEndpoint endpoint) =>
        PowerShellCommand.Of($"Remove-AtlasAkvPrivateEndpoint -ProjectId {endpoint.ProjectId} -EndpointId {endpoint.EndpointId} -Wait");

    private static PowerShellCommand Creation(AkvPrivateEndpoint endpoint) =>
        PowerShellCommand.Of($"New-AtlasAkvPrivateEndpoint -ProjectId {endpoint.ProjectId} -RegionName {endpoint.RegionName} -Wait");
}
