namespace AtlasCmk.Rules;

/// <summary>The errors of Atlas's sign-in to Azure, with a role or a client secret.</summary>
internal static class SecretlessErrors
{
    private static readonly AtlasCmkError s_principalNotRegistered = new("PrincipalNotRegistered", FailureKind.Failed,
        meaning: "Atlas did not register the service principal.",
        cause: "The answer was lost, or Atlas had an error. AtlasCmk looked, and it is not registered.",
        remedy: "Run the command again in a few minutes.",
        VendorPages.Secretless);

    public static AtlasCmkException PrincipalNotRegistered(string projectId, ServicePrincipalRequest request, Exception inner) =>
        s_principalNotRegistered.Because($"Atlas did not register the service principal {request.ServicePrincipalId} for project {projectId}: {inner.Message}",
            "AtlasCmk looked, and it is not registered. Run the command again in a few minutes.", request.ServicePrincipalId, inner);

    private static readonly AtlasCmkError s_roleAndSecret = new("RoleAndSecret", FailureKind.InvalidArgument,
        meaning: "A role and a client secret are given.",
        cause: "Atlas signs in to Azure with one of them.",
        remedy: "Give -RoleId, or -AzureCredential and -TenantId.",
        VendorPages.Secretless);

    public static AtlasCmkException RoleAndSecret() =>
        s_roleAndSecret.Because("A role and a client secret are given, but Atlas signs in with only one of them.");

    private static readonly AtlasCmkError s_applicationIsNoPrincipal = new("ApplicationIsNoPrincipal", FailureKind.InvalidArgument,
        meaning: "The id is that of Atlas's application, and not of its service principal in your tenant.",
        cause: "All customers share the application; each tenant has a separate principal.",
        remedy: "Give the object id of the service principal: (Get-AzADServicePrincipal -ApplicationId '9efedfcc-2eca-4b27-a613-0cad1e114cb7').Id.",
        VendorPages.Secretless);

    public static AtlasCmkException ApplicationIsNoPrincipal(Guid id) =>
        s_applicationIsNoPrincipal.Because($"{id} is the id of Atlas's application, which all customers share, and not of its service principal in your tenant.",
            "Give the object id of the service principal: (Get-AzADServicePrincipal -ApplicationId '9efedfcc-2eca-4b27-a613-0cad1e114cb7').Id. If there is none, create it: "
                + "New-AzADServicePrincipal -ApplicationId '9efedfcc-2eca-4b27-a613-0cad1e114cb7'", id);

    private static readonly AtlasCmkError s_tenantUnknown = new("TenantUnknown", FailureKind.Refused,
        meaning: "Atlas does not report the tenant of the project's application.",
        cause: "A project that was enabled without one.",
        remedy: "Give -TenantId too.");

    public static AtlasCmkException TenantUnknown(string projectId) =>
        s_tenantUnknown.Because($"Atlas does not report the tenant of the application of project {projectId}.", target: projectId);

    private static readonly AtlasCmkError s_migrationNotAsked = new("MigrationNotAsked", FailureKind.Refused,
        meaning: "A role would replace the client secret for good, and -MigrateToRole was not given.",
        cause: "-RoleId for a project that signs in with a secret.",
        remedy: "To migrate, run this with no other setting: Set-AtlasEncryptionAtRest -ProjectId '…' -MigrateToRole",
        VendorPages.Secretless);

    public static AtlasCmkException MigrationNotAsked(EncryptionAtRest current) =>
        s_migrationNotAsked.Because($"Project {current.ProjectId} signs in to Azure with the client secret of application {current.ClientId}, which a role replaces for good.",
            $"To migrate, run this with no other setting: {PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {current.ProjectId} -MigrateToRole")}", current.ProjectId);

    private static readonly AtlasCmkError s_roleInForce = new("RoleInForce", FailureKind.Refused,
        meaning: "The project signs in with a role, and has no secret to change or replace.",
        cause: "-AzureCredential, or -MigrateToRole to another role, for a project without a secret.",
        remedy: "There is no secret to rotate. To use another service principal, register it with Register-AtlasAzureServicePrincipal, and pass its role with -RoleId.",
        VendorPages.Secretless);

    public static AtlasCmkException RoleInForce(EncryptionAtRest current) =>
        s_roleInForce.Because($"Project {current.ProjectId} signs in to Azure with the role {current.RoleId}, and has no client secret that could be changed.", target: current.ProjectId);

    public static AtlasCmkException AnotherRoleInForce(EncryptionAtRest current, string roleId) =>
        s_roleInForce.Because($"Project {current.ProjectId} signs in to Azure with the role {current.RoleId}, and has no client secret that the role {roleId} could replace.",
            "Give the other role's principal its rights on the vault first: Atlas does not go back to the former role by itself. Then run: "
                + $"{PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {current.ProjectId} -RoleId {roleId} -Wait")}", current.ProjectId);

    private static readonly AtlasCmkError s_roleNotGiven = new("RoleNotGiven", FailureKind.Refused,
        meaning: "The role is not specified.",
        cause: "The project has no service principal registered, or several.",
        remedy: "Register one with Register-AtlasAzureServicePrincipal, or say which with -RoleId.",
        VendorPages.Secretless);

    public static AtlasCmkException RoleNotGiven(string projectId, IReadOnlyList<AzureServicePrincipal> roles) =>
        s_roleNotGiven.Because($"Project {projectId} has {(roles.Count == 0 ? "no service principal of Azure registered" : $"several: {string.Join("; ", roles)}")}.",
            roles.Count == 0 ? $"Register one first: {Register(projectId)}" : "Give -RoleId.", projectId);

    private static readonly AtlasCmkError s_roleUnknown = new("RoleUnknown", FailureKind.NotFound,
        meaning: "The project has no Azure role with this ID.",
        cause: "A mistyped id, or a role of another project.",
        remedy: "Get-AtlasAzureServicePrincipal lists the roles. Register-AtlasAzureServicePrincipal creates one.",
        VendorPages.Secretless);

    public static AtlasCmkException RoleUnknown(string projectId, string roleId, IReadOnlyList<AzureServicePrincipal> roles) =>
        s_roleUnknown.Because($"Project {projectId} has no role {roleId} for Azure{(roles.Count == 0 ? "" : $", but {string.Join("; ", roles)}")}.",
            $"Register the service principal first: {Register(projectId)}", roleId);

    private static readonly AtlasCmkError s_roleCannotBeValidated = new("RoleCannotBeValidated", FailureKind.Refused,
        meaning: "Atlas reaches the vault over private endpoints only, and none is ACTIVE.",
        cause: "Atlas validates the role from the clusters' network.",
        remedy: "Have an endpoint ACTIVE first: New-AtlasAkvPrivateEndpoint, Approve-AzPrivateEndpointConnection, Wait-AtlasAkvPrivateEndpoint.",
        VendorPages.Secretless);

    public static AtlasCmkException RoleCannotBeValidated(string projectId) =>
        s_roleCannotBeValidated.Because($"Atlas reaches the vault of project {projectId} over private endpoints only, and none is ACTIVE, so it could not validate the role.",
            "Have an ACTIVE endpoint first: " + PowerShellCommand.Of(
                $"New-AtlasAkvPrivateEndpoint -ProjectId {projectId} -RegionName '…' -Wait | Approve-AtlasAkvPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint"), projectId);

    private static readonly AtlasCmkError s_migrationRefused = new("MigrationRefused", FailureKind.Refused,
        meaning: "Atlas did not move the project to the role, and the client secret stays in force.",
        cause: "Usually rights of the principal that are missing on the vault, or were granted just now.",
        remedy: "Get-AtlasAzureServicePrincipal lists the commands that grant them; then run the command again.",
        VendorPages.Secretless);

    public static AtlasCmkException MigrationRefused(EncryptionAtRest current, string roleId, AtlasCmkException refusal) =>
        s_migrationRefused.Because($"Atlas did not move project {current.ProjectId} to the role {roleId}, and the client secret of application {current.ClientId} stays in force. "
            + $"{refusal.Message}",
            $"Rights that were granted just now take some minutes to work. List the commands that grant them: {Grants(current)}. {refusal.Remedy}", current.ProjectId, refusal);

    private static readonly AtlasCmkError s_migrationNotValidated = new("MigrationNotValidated", FailureKind.TimedOut,
        meaning: "Atlas has not used the key with the role yet, and keeps the client secret.",
        cause: "Under private networking Atlas validates a while later.",
        remedy: "Check the principal's rights, leave the application and its secret as they are, and run the command again.",
        VendorPages.Secretless);

    public static AtlasCmkException MigrationNotValidated(EncryptionAtRest current, string roleId, AtlasCmkException timeout, AtlasCmkException? lost) =>
        s_migrationNotValidated.Because($"{timeout.Message} {(lost is null ? "" : $"It is unknown whether Atlas made the change: {lost.Message} ")}Atlas keeps the client secret of "
            + $"application {current.ClientId} in force until it has used the key with the role {roleId}.",
            "Leave the application and its secret as they are, check the principal's rights on the vault, and run the command again. List the commands that grant the rights: "
                + $"{Grants(current)}", current.ProjectId, timeout);

    private static readonly AtlasCmkError s_newCredentialsNotValid = new("NewCredentialsNotValid", FailureKind.TimedOut,
        meaning: "Atlas has the new credentials, and has not reported the key valid with them.",
        cause: "The new application lacks rights on the vault.",
        remedy: "Give back the former credentials, or give the new ones their rights: Key Vault Reader, and get, encrypt and decrypt on keys.",
        VendorPages.KeysInAzure);

    public static AtlasCmkException NewCredentialsNotValid(EncryptionAtRest before, AtlasCmkException timeout) =>
        s_newCredentialsNotValid.Because($"{timeout.Message} Atlas has the new credentials, and stops the clusters if it cannot use the key with them.",
            $"Give back what was in force before ({(before.ClientId is { } application ? $"application {application}, -AzureCredential" : $"-RoleId {before.RoleId}")}), or give the new ones "
                + "their rights on the vault: Key Vault Reader, and get, encrypt and decrypt on keys.", before.ProjectId, timeout);

    private static PowerShellCommand Register(string projectId) => PowerShellCommand.Of($"Register-AtlasAzureServicePrincipal -ProjectId {projectId} -TenantId '…' -ServicePrincipalId '…'");

    private static PowerShellCommand Grants(EncryptionAtRest current) => PowerShellCommand.Of($"(Get-AtlasAzureServicePrincipal -ProjectId {current.ProjectId}).GrantCommands");
}
