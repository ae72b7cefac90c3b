namespace AtlasCmk.Rules;

/// <summary>The errors of private endpoints in Atlas.</summary>
internal static class EndpointErrors
{
    private static readonly AtlasCmkError s_endpointUnknown = new("EndpointUnknown", FailureKind.NotFound,
        meaning: "The project has no private endpoint with this ID.",
        cause: "A mistyped id, an endpoint of another project, or one that was removed.",
        remedy: "List the existing endpoints: Get-AtlasAkvPrivateEndpoint -ProjectId '{id}'");

    public static AtlasCmkException EndpointUnknown(string projectId, string endpointId) =>
        s_endpointUnknown.Because($"There is no private endpoint {endpointId} in project {projectId}.",
            $"List the existing endpoints: {PowerShellCommand.Of($"Get-AtlasAkvPrivateEndpoint -ProjectId {projectId}")}", endpointId);

    private static readonly AtlasCmkError s_regionWithoutEndpoint = new("RegionWithoutEndpoint", FailureKind.NotFound,
        meaning: "The project has no private endpoint in this region.",
        cause: "A misspelled region, or a region without an endpoint.",
        remedy: "List the existing endpoints: Get-AtlasAkvPrivateEndpoint -ProjectId '{id}'");

    public static AtlasCmkException RegionWithoutEndpoint(string projectId, string regionName) =>
        s_regionWithoutEndpoint.Because($"Project {projectId} has no private endpoint in {regionName}.",
            $"{(AzureRegions.IsKnown(regionName) || AzureRegions.Nearest(regionName) is not { } near ? "" : $"Did you mean {near}? ")}List the existing endpoints: "
                + $"{PowerShellCommand.Of($"Get-AtlasAkvPrivateEndpoint -ProjectId {projectId}")}", regionName);

    private static readonly AtlasCmkError s_endpointFailed = new("EndpointFailed", FailureKind.Failed,
        meaning: "The private endpoint is FAILED.",
        cause: "The message has Atlas's explanation.",
        remedy: "Remove it, then create it again: Remove-AtlasAkvPrivateEndpoint -ProjectId '{id}' -EndpointId '{id}' -Wait; New-AtlasAkvPrivateEndpoint -ProjectId '{id}' -RegionName "
            + "'{region}' -Wait",
        VendorPages.PrivateEndpoints);

    public static AtlasCmkException EndpointFailed(AkvPrivateEndpoint endpoint) =>
        s_endpointFailed.Because($"The private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) of project {endpoint.ProjectId} is FAILED: "
            + $"{endpoint.ErrorMessage ?? "Atlas does not say why"}.",
            $"Remove it, then create it again: {Removal(endpoint)}; {Creation(endpoint)}", endpoint);

    private static readonly AtlasCmkError s_endpointGone = new("EndpointGone", FailureKind.NotFound,
        meaning: "The private endpoint is gone.",
        cause: "It was removed during the wait.",
        remedy: "If you still need it, create it again: New-AtlasAkvPrivateEndpoint -ProjectId '{id}' -RegionName '{region}'");

    public static AtlasCmkException EndpointGone(AkvPrivateEndpoint endpoint) =>
        s_endpointGone.Because($"The private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) of project {endpoint.ProjectId} is gone. "
            + $"It was removed during the wait; its last status was {endpoint.Status}.",
            $"If you still need it, create it again: {Creation(endpoint)}", endpoint);

    private static readonly AtlasCmkError s_endpointNotRemoved = new("EndpointNotRemoved", FailureKind.Failed,
        meaning: "Atlas failed to remove the private endpoint.",
        cause: "The message has Atlas's explanation.",
        remedy: "Run the command again. If it fails again, give MongoDB support the endpoint's ID.",
        VendorPages.PrivateEndpoints);

    public static AtlasCmkException EndpointNotRemoved(AkvPrivateEndpoint endpoint) =>
        s_endpointNotRemoved.Because($"Atlas failed to remove the private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) of project {endpoint.ProjectId}: "
            + $"{endpoint.ErrorMessage ?? "Atlas does not say why"}.",
            $"Run the command again. If it fails again, give MongoDB support the endpoint's id. {Removal(endpoint)}", endpoint);

    private static readonly AtlasCmkError s_privateNetworkingNotRequired = new("PrivateNetworkingNotRequired", FailureKind.Refused,
        meaning: "Atlas does not create a private endpoint, because the project does not require private networking.",
        cause: "The project still uses the public network to reach its key.",
        remedy: "Require it first: Set-AtlasEncryptionAtRest -ProjectId '…' -RequirePrivateNetworking",
        VendorPages.PrivateEndpoints);

    public static AtlasCmkException PrivateNetworkingNotRequired(string projectId, string regionName, AtlasApiException inner) =>
        s_privateNetworkingNotRequired.Because($"Atlas does not create a private endpoint in {regionName} for project {projectId}, which does not require private networking. {inner.Message}",
            $"Require it first: {PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {projectId} -RequirePrivateNetworking")}", projectId, inner);

    private static readonly AtlasCmkError s_endpointBeingDeleted = new("EndpointBeingDeleted", FailureKind.Refused,
        meaning: "The private endpoint in this region is being deleted, and a region has one at a time.",
        cause: "The endpoint was removed a moment ago.",
        remedy: "Wait until it is gone, then run the command again.");

    public static AtlasCmkException EndpointBeingDeleted(AkvPrivateEndpoint endpoint) =>
        s_endpointBeingDeleted.Because($"The private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) of project {endpoint.ProjectId} is DELETING, and a region has one at a time.",
            $"Wait until it is gone, then create it again: {Removal(endpoint)}; {Creation(endpoint)}", endpoint);

    private static readonly AtlasCmkError s_endpointNotCreated = new("EndpointNotCreated", FailureKind.Failed,
        meaning: "Atlas did not create the private endpoint.",
        cause: "The answer was lost, or Atlas had an error. AtlasCmk looked, and there is no endpoint.",
        remedy: "Run the command again in a few minutes.",
        VendorPages.PrivateEndpoints);

    public static AtlasCmkException EndpointNotCreated(string projectId, string regionName, Exception inner) =>
        s_endpointNotCreated.Because($"Atlas did not create a private endpoint in {regionName} for project {projectId}: {inner.Message}",
            "AtlasCmk looked for it, and it is not there. Run the command again in a few minutes: "
                + $"{PowerShellCommand.Of($"New-AtlasAkvPrivateEndpoint -ProjectId {projectId} -RegionName {regionName}")}", regionName, inner);

    public static PowerShellCommand Removal(AkvPrivateEndpoint endpoint) =>
        PowerShellCommand.Of($"Remove-AtlasAkvPrivateEndpoint -ProjectId {endpoint.ProjectId} -EndpointId {endpoint.EndpointId} -Wait");

    public static PowerShellCommand Creation(AkvPrivateEndpoint endpoint) =>
        PowerShellCommand.Of($"New-AtlasAkvPrivateEndpoint -ProjectId {endpoint.ProjectId} -RegionName {endpoint.RegionName} -Wait");
}
