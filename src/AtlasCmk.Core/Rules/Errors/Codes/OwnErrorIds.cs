namespace AtlasCmk.Rules;

/// <summary>What the errors are about that AtlasCmk finds itself, or that it gives an id of its own: the first part of FullyQualifiedErrorId.</summary>
internal static partial class OwnErrorIds
{
    private const string ApiAccess = "https://www.mongodb.com/docs/atlas/configure-api-access/";
    private const string PrivateEndpoints = "https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/";
    private const string KeysInAzure = "https://www.mongodb.com/docs/atlas/security-azure-kms/";
    private const string EncryptionAtRest = "https://www.mongodb.com/docs/atlas/security-kms-encryption/";
    private const string Secretless = "https://www.mongodb.com/docs/atlas/security/azure-kms-secretless/";
    private const string Backups = "https://www.mongodb.com/docs/atlas/backup/cloud-backup/cloud-backup-encryption/";
    private const string ListOfCodes = "https://www.mongodb.com/docs/atlas/reference/api-errors/";
    private const string RateLimits = "https://www.mongodb.com/docs/atlas/api/api-rate-limit/";
    private const string PrivateLink = "https://learn.microsoft.com/azure/key-vault/general/private-link-service";
    private const string VaultRoles = "https://learn.microsoft.com/azure/key-vault/general/rbac-guide";
    private const string ResourceManager = "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors";

    public static IReadOnlyList<AtlasCmkError> All { get; } = [.. OfSessions(), .. OfServices(), .. OfProjects(), .. OfEndpoints(), .. OfKeys(), .. OfKeyAccess(), .. OfRequests()];

    private static readonly Dictionary<string, AtlasCmkError> s_byId = All.ToDictionary(e => e.Code, StringComparer.Ordinal);

    public static AtlasCmkError Find(string id) => s_byId[id];

    private static AtlasCmkError Id(string id, string meaning, string cause, string remedy, string? source = null) =>
        new(AtlasCmkError.Own, id, null, id, meaning, cause, remedy, source);
}
