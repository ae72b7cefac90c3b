namespace AtlasCmk.Rules;

/// <summary>The pages that state the rules.</summary>
internal static class RuleSource
{
    public static readonly Uri PrivateEndpoints = new("https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/");
    public static readonly Uri AtlasKeyVault = new("https://www.mongodb.com/docs/atlas/security-azure-kms/");
    public static readonly Uri PublicNetwork = new("https://www.mongodb.com/docs/atlas/security/azure-kms-over-public-network/");
    public static readonly Uri AtlasKeys = new("https://www.mongodb.com/docs/atlas/security-kms-encryption/");
    public static readonly Uri AtlasErrors = new("https://www.mongodb.com/docs/atlas/reference/api-errors/");
    public static readonly Uri AtlasAccess = new("https://www.mongodb.com/docs/atlas/configure-api-access/");
    public static readonly Uri BackupPolicy = new("https://www.mongodb.com/docs/atlas/backup/cloud-backup/backup-compliance-policy/");
    public static readonly Uri Clouds = new("https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates");
    public static readonly Uri AzureSignIn = new("https://learn.microsoft.com/azure/key-vault/general/authentication");
    public static readonly Uri SoftDelete = new("https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview");
    public static readonly Uri Connections = new("https://learn.microsoft.com/azure/key-vault/general/private-link-service");
    public static readonly Uri KeyTypes = new("https://learn.microsoft.com/azure/key-vault/keys/about-keys-details");
}
