using AtlasCmk.Workflows.Encryption;

namespace AtlasCmk.Rules;

internal static partial class Failures
{
    public static AtlasCmkException PrincipalNotRegistered(string projectId, ServicePrincipalRequest request, Exception inner) =>
        new(FailureKind.Failed, "PrincipalNotRegistered", $"Atlas did not register the service principal {request.ServicePrincipalId} for project {projectId}: {inner.Message}",
            "Atlas was asked whether it is there after all, and it is not: run the command again in a few minutes.", request.ServicePrincipalId, inner);

    public static AtlasCmkException RoleAndSecret() =>
        new(FailureKind.InvalidArgument, "RoleAndSecret", "A role and a client secret are given, and Atlas signs in by one of them.",
            "Give -RoleId, or -AzureCredential and -TenantId.");

    public static AtlasCmkException ApplicationIsNoPrincipal(Guid id) =>
        new(FailureKind.InvalidArgument, "ApplicationIsNoPrincipal", $"{id} is the id of Atlas's application, which all customers share, and not of its service principal in your tenant.",
            "Give the object id of the service principal: (Get-AzADServicePrincipal -ApplicationId '9efedfcc-2eca-4b27-a613-0cad1e114cb7').Id. If there is none, create it: New-AzADServicePrincipal -ApplicationId '9efedfcc-2eca-4b27-a613-0cad1e114cb7'", id);

    public static AtlasCmkException TenantUnknown(string projectId) =>
        new(FailureKind.Refused, "TenantUnknown", $"Atlas does not tell the tenant that the application of project {projectId} belongs to.",
            "Give -TenantId too.", projectId);

    public static AtlasCmkException MigrationNotAsked(EncryptionAtRest current) =>
        new(FailureKind.Refused, "MigrationNotAsked", $"Project {current.ProjectId} signs in to Azure with the client secret of application {current.ClientId}, which a role replaces for good.",
            $"If that is what you want, say so, and give no other setting: {PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {current.ProjectId} -MigrateToRole")}", current.ProjectId);

    public static AtlasCmkException RoleInForce(EncryptionAtRest current) =>
        new(FailureKind.Refused, "RoleInForce", $"Project {current.ProjectId} signs in to Azure by the role {current.RoleId}, and has no client secret that could be changed.",
            "Nothing has to be rotated. Another service principal is registered with Register-AtlasAzureServicePrincipal, and given with -RoleId.", current.ProjectId);

    public static AtlasCmkException AnotherRoleInForce(EncryptionAtRest current, string roleId) =>
        new(FailureKind.Refused, "RoleInForce", $"Project {current.ProjectId} signs in to Azure by the role {current.RoleId}, and has no client secret that the role {roleId} could replace.",
            $"Give the other role's principal its rights on the vault first: Atlas does not go back to the former role by itself. Then run: {PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {current.ProjectId} -RoleId {roleId} -Wait")}", current.ProjectId);

    public static AtlasCmkException RoleNotGiven(string projectId, IReadOnlyList<AzureServicePrincipal> roles) =>
        new(FailureKind.Refused, "RoleNotGiven", $"Project {projectId} has {(roles.Count == 0 ? "no service principal of Azure registered" : $"several: {string.Join("; ", roles)}")}.",
            roles.Count == 0 ? $"Register one first: {Register(projectId)}" : "Give -RoleId.", projectId);

    public static AtlasCmkException RoleUnknown(string projectId, string roleId, IReadOnlyList<AzureServicePrincipal> roles) =>
        new(FailureKind.NotFound, "RoleUnknown", $"Project {projectId} has no role {roleId} for Azure{(roles.Count == 0 ? "" : $", but {string.Join("; ", roles)}")}.",
            $"Register the service principal first: {Register(projectId)}", roleId);

    public static AtlasCmkException RoleCannotBeValidated(string projectId) =>
        new(FailureKind.Refused, "RoleCannotBeValidated", $"Atlas reaches the vault of project {projectId} over private endpoints only, and none is ACTIVE, so it could not validate the role.",
            $"Have an ACTIVE endpoint first: {PowerShellCommand.Of($"New-AtlasAkvPrivateEndpoint -ProjectId {projectId} -RegionName '…' -Wait | Approve-AtlasAkvPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint")}", projectId);

    public static AtlasCmkException MigrationRefused(EncryptionAtRest current, string roleId, AtlasApiException refusal) =>
        new(FailureKind.Refused, "MigrationRefused", $"Atlas did not move project {current.ProjectId} to the role {roleId}, and the client secret of application {current.ClientId} stays in force. {refusal.Message}",
            $"Rights that were granted just now take some minutes to work. List the commands that grant them: {Grants(current)}. {refusal.Remedy}", current.ProjectId, refusal);

    public static AtlasCmkException MigrationNotValidated(EncryptionAtRest current, string roleId, AtlasCmkException timeout) =>
        new(FailureKind.TimedOut, "MigrationNotValidated", $"{timeout.Message} Atlas keeps the client secret of application {current.ClientId} in force until it has used the key by the role {roleId}.",
            $"Leave the application and its secret as they are, check the principal's rights on the vault, and run the command again. List the commands that grant the rights: {Grants(current)}", current.ProjectId, timeout);

    public static AtlasCmkException NewCredentialsNotValid(EncryptionAtRest before, AtlasCmkException timeout) =>
        new(FailureKind.TimedOut, "NewCredentialsNotValid", $"{timeout.Message} Atlas has the new credentials, and stops the clusters if it cannot use the key with them.",
            $"Give back what was in force before ({(before.ClientId is { } application ? $"application {application}, -AzureCredential" : $"-RoleId {before.RoleId}")}), or give the new ones their rights on the vault: Key Vault Reader, and get, encrypt and decrypt on keys.", before.ProjectId, timeout);

    private static PowerShellCommand Register(string projectId) => PowerShellCommand.Of($"Register-AtlasAzureServicePrincipal -ProjectId {projectId} -TenantId '…' -ServicePrincipalId '…'");

    private static PowerShellCommand Grants(EncryptionAtRest current) => PowerShellCommand.Of($"(Get-AtlasAzureServicePrincipal -ProjectId {current.ProjectId}).GrantCommands");
}
