namespace AtlasCmk;

/// <summary>What an error code of Atlas means, and what to do about it. Source: the API's list of error codes, and answers seen from the real service.</summary>
internal static class AtlasErrorCodes
{
    internal sealed record Meaning(FailureKind Kind, string ErrorId, string Remedy);

    private const string NoAccessRemedy = "Atlas does not tell a missing role from a project that does not exist: check the project id, and that this key or account has a role in that project.";
    private const string AccessListRemedy = "Add this machine's public address to the access list of the API key or service account (Organization Access Manager, Applications), and wait a minute.";

    /// <summary>The codes of a 401 that mean "right key, wrong project".</summary>
    public static bool IsNoAccess(string? code) =>
        code is "NOT_IN_GROUP" or "USER_CANNOT_ACCESS_GROUP" or "USER_CANNOT_ACCESS_ORG" or "GROUP_NOT_FOUND" or "INVALID_GROUP_ID";

    /// <summary>The code of a 401 that means "known, but not allowed to".</summary>
    public const string RoleTooSmall = "USER_UNAUTHORIZED";

    /// <summary>Whether a refusal says what it is about, and so is not about a token.</summary>
    public static bool IsExplained(string? code) => code == RoleTooSmall || Find(code) is not null;

    public static Meaning? Find(string? code) => code is null ? null : s_meanings.GetValueOrDefault(code);

    private static readonly Dictionary<string, Meaning> s_meanings = new(StringComparer.Ordinal)
    {
        ["NOT_IN_GROUP"] = new(FailureKind.PermissionDenied, "NoAccessToProject", NoAccessRemedy),
        ["USER_CANNOT_ACCESS_GROUP"] = new(FailureKind.PermissionDenied, "NoAccessToProject", NoAccessRemedy),
        ["USER_CANNOT_ACCESS_ORG"] = new(FailureKind.PermissionDenied, "NoAccessToProject", NoAccessRemedy),
        ["GROUP_NOT_FOUND"] = new(FailureKind.NotFound, "NoAccessToProject", NoAccessRemedy),
        ["INVALID_GROUP_ID"] = new(FailureKind.NotFound, "NoAccessToProject", NoAccessRemedy),
        ["IP_ADDRESS_NOT_ON_WHITELIST"] = new(FailureKind.PermissionDenied, "AddressNotOnAccessList", AccessListRemedy),
        ["IP_ADDRESS_NOT_ON_ACCESS_LIST"] = new(FailureKind.PermissionDenied, "AddressNotOnAccessList", AccessListRemedy),
        ["RESOURCE_REQUIRES_WHITELIST"] = new(FailureKind.PermissionDenied, "AddressNotOnAccessList", AccessListRemedy),
        ["ORG_REQUIRES_WHITELIST"] = new(FailureKind.PermissionDenied, "AddressNotOnAccessList", AccessListRemedy),
        ["INACTIVE_ORG"] = new(FailureKind.Refused, "OrganizationInactive", "The organisation is inactive: have an Organization Owner reactivate it in Atlas, then run the command again."),
        ["ACCOUNT_SUSPENDED"] = new(FailureKind.Refused, "OrganizationSuspended", "The organisation is suspended, usually over an unpaid invoice: have an Organization Owner settle it in Atlas under Billing."),
        ["INVALID_VERSION_DATE"] = new(FailureKind.Protocol, "AtlasVersionRefused", "This version of the API is not served any more: update AtlasCmk."),
        ["VERSION_GONE"] = new(FailureKind.Protocol, "AtlasVersionRefused", "This version of the API is not served any more: update AtlasCmk."),
        ["CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_PRIVATE_ENDPOINTS"] = new(FailureKind.Refused, "EndpointsRemain", "Remove the project's private endpoints first: Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Wait."),
        ["CANNOT_DISABLE_ENCRYPTION_AT_REST_REQUIRE_PRIVATE_NETWORKING_WHILE_PRIVATE_ENDPOINTS_EXIST"] = new(FailureKind.Refused, "EndpointsRemain", "Remove the project's private endpoints first: Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Wait."),
        ["CANNOT_DISABLE_ENCRYPTION_AT_REST"] = new(FailureKind.Refused, "EncryptedClustersRemain", "Disable the clusters first: Get-AtlasClusterEncryption | Where-Object EncryptionAtRestProvider -eq AZURE | Disable-AtlasClusterEncryption -Wait."),
        ["ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETE_BLOCKED_DURING_PROVISIONING"] = new(FailureKind.Refused, "EndpointBusy", "Atlas is still creating the endpoint: wait until it is PENDING_ACCEPTANCE, then remove it."),
        ["CANNOT_DISABLE_ENCRYPTION_AT_REST_WITH_BACKUP_COMPLIANCE_POLICY"] = new(FailureKind.Refused, "BackupCompliancePolicy", "The project's Backup Compliance Policy requires encryption at rest; only MongoDB support can lift the policy."),
        ["CAN_NOT_DISABLE_ALL_ENCRYPTION_AT_REST_SETTINGS_WHILE_BACKUP_COMPLIANCE_POLICY_ENCRYPTION_ENABLED"] = new(FailureKind.Refused, "BackupCompliancePolicy", "The project's Backup Compliance Policy requires encryption at rest; only MongoDB support can lift the policy."),
        ["AZURE_KEY_VAULT_KEY_EXPIRED"] = new(FailureKind.Refused, "KeyNotUsable", "The key version has expired: give a version that is in force (-KeyIdentifier)."),
        ["AZURE_KEY_VAULT_KEY_EXPIRING"] = new(FailureKind.Refused, "KeyNotUsable", "The key version expires within 48 hours: give a version that lasts longer (-KeyIdentifier)."),
        ["AZURE_KEY_VAULT_KEY_NOT_ACTIVE"] = new(FailureKind.Refused, "KeyNotUsable", "The key version is not active yet: wait for its activation date, or give another version (-KeyIdentifier)."),
        ["AZURE_KEY_VAULT_KEY_NOT_ENABLED"] = new(FailureKind.Refused, "KeyNotUsable", "The key version is disabled: enable it in Key Vault, or give another version (-KeyIdentifier)."),
        ["AZURE_KEY_VAULT_KEY_NOT_FOUND"] = new(FailureKind.NotFound, "KeyNotFound", "Check the key's name and version in the vault; the identifier must name a version that exists."),
        ["AZURE_KEY_VAULT_KEY_IDENTIFIER_INVALID_FORMAT"] = new(FailureKind.Refused, "KeyIdentifierRefused", "Give the full URL: https://{vault}.vault.azure.net/keys/{name}/{version}."),
        ["INVALID_AZURE_CREDENTIALS"] = new(FailureKind.Refused, "AzureCredentialsRefused", "Check client id, tenant id and secret of the application that Atlas signs in with, and that the secret has not expired."),
        ["INCORRECT_PROVIDER_AUTH_CREDENTIALS"] = new(FailureKind.Refused, "AzureCredentialsRefused", "Check client id, tenant id and secret of the application that Atlas signs in with, and that the secret has not expired."),
        ["NO_PERMISSION_TO_ENCRYPT_DECRYPT"] = new(FailureKind.Refused, "AtlasLacksKeyRights", "Give Atlas's application Key Vault Reader, and get, encrypt and decrypt on keys (access policy, or the role Key Vault Crypto User)."),
        ["CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED"] = new(FailureKind.Refused, "RoleNotAuthorized", "Have Atlas sign in by the role first: Register-AtlasAzureServicePrincipal, which does it again for one that is registered."),
        ["CANNOT_AUTHENTICATE_SERVICE_PRINCIPAL"] = new(FailureKind.Refused, "ServicePrincipalRefused", "Check the tenant and the object id of the service principal, which is not the application's id; one that was made just now takes a minute to work."),
        ["CLOUD_PROVIDER_ACCESS_AZURE_SERVICE_PRINCIPAL_INVALID"] = new(FailureKind.Refused, "ServicePrincipalRefused", "Give the principal of Atlas's own application: (Get-AzADServicePrincipal -ApplicationId 9efedfcc-2eca-4b27-a613-0cad1e114cb7).Id."),
        ["ENCRYPTION_AT_REST_SETTINGS_INVALID"] = new(FailureKind.Refused, "KeyUnreachable", "Atlas cannot use the present key, and changes nothing until it can: restore the key, the rights or the network first."),
        ["ENCRYPTION_AT_REST_NOT_ENABLED"] = new(FailureKind.Refused, "NotEnabledForProject", "Enable the project first: Set-AtlasEncryptionAtRest."),
        ["CANNOT_UPDATE_PAUSED_CLUSTER"] = new(FailureKind.Refused, "ClusterPaused", "Resume the cluster, wait until it is IDLE, and run the command again."),
        ["INVALID_REGION"] = new(FailureKind.Refused, "RegionRefused", "Give a region of Azure as Atlas spells it, for example US_EAST_2."),
        ["FEATURE_UNSUPPORTED"] = new(FailureKind.Refused, "FeatureUnsupported", "Atlas does not offer this feature to the project: ask your Account Manager to have it enabled."),
        ["WRITES_NOT_ALLOWED_DURING_APP_UPGRADES"] = new(FailureKind.Refused, "AtlasUpgrading", "Atlas is being upgraded and takes no changes for a while: run the command again in some minutes."),
        ["RATE_LIMITED"] = new(FailureKind.Throttled, "RateLimited", "Wait a minute, or lower -ThrottleLimit."),
        ["RATE_LIMITED_TOKEN_BUCKET"] = new(FailureKind.Throttled, "RateLimited", "Wait a minute, or lower -ThrottleLimit."),
    };
}
