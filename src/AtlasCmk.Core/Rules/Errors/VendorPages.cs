namespace AtlasCmk.Rules;

/// <summary>Pages of MongoDB and Microsoft: about the subject of an error, or the source of a check.</summary>
internal static class VendorPages
{
    public const string ApiAccess = "https://www.mongodb.com/docs/atlas/configure-api-access/";
    public const string ApiVersions = "https://www.mongodb.com/docs/atlas/api/versioned-api-overview/";
    public const string BackupPolicy = "https://www.mongodb.com/docs/atlas/backup/cloud-backup/backup-compliance-policy/";
    public const string Backups = "https://www.mongodb.com/docs/atlas/backup/cloud-backup/cloud-backup-encryption/";
    public const string EncryptionAtRest = "https://www.mongodb.com/docs/atlas/security-kms-encryption/";
    public const string KeysInAzure = "https://www.mongodb.com/docs/atlas/security-azure-kms/";
    public const string ListOfCodes = "https://www.mongodb.com/docs/atlas/reference/api-errors/";
    public const string PrivateEndpoints = "https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/";
    public const string PublicNetwork = "https://www.mongodb.com/docs/atlas/security/azure-kms-over-public-network/";
    public const string RateLimits = "https://www.mongodb.com/docs/atlas/api/api-rate-limit/";
    public const string Regions = "https://www.mongodb.com/docs/atlas/reference/microsoft-azure/";
    public const string Secretless = "https://www.mongodb.com/docs/atlas/security/azure-kms-secretless/";

    public const string AzureDeployment = "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors";
    public const string AzureLimits = "https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling";
    public const string ClientSecrets = "https://learn.microsoft.com/graph/api/resources/passwordcredential";
    public const string EntraCodes = "https://learn.microsoft.com/entra/identity-platform/reference-error-codes";
    public const string GraphErrors = "https://learn.microsoft.com/graph/resolve-auth-errors";
    public const string GraphPermissions = "https://learn.microsoft.com/graph/api/application-get";
    public const string KeyTypes = "https://learn.microsoft.com/azure/key-vault/keys/about-keys-details";
    public const string PrivateLink = "https://learn.microsoft.com/azure/key-vault/general/private-link-service";
    public const string SoftDelete = "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview";
    public const string VaultCodes = "https://learn.microsoft.com/azure/key-vault/general/rest-error-codes";
    public const string VaultObjects = "https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates";
    public const string VaultRoles = "https://learn.microsoft.com/azure/key-vault/general/rbac-guide";
    public const string VaultSignIn = "https://learn.microsoft.com/azure/key-vault/general/authentication";
}
