namespace AtlasCmk.Tests.Prerequisites;

/// <summary>Every check of the preflight in every way in which it can end, as worlds that the Sandbox can be.</summary>
internal static partial class Situations
{
    private const string Passed = CheckStatus.Passed;
    private const string Failed = CheckStatus.Failed;
    private const string Warning = CheckStatus.Warning;
    private const string Unknown = CheckStatus.Unknown;

    public static IReadOnlyList<Situation> All { get; } = [.. InAtlas, .. Clusters, .. Vault, .. Identity, .. Key, .. NotUnderstood, .. NotRead, .. Rights, .. OnPurpose];

    private static IEnumerable<Situation> InAtlas =>
    [
        new("AtlasCredential", Passed, "payments", "fresh"),
        new("AtlasCredential", Failed, "access list", "fresh", w => w.Command("setAccessList", new { accessList = Array.Empty<string>() })),
        new("AtlasCredential", Failed, "no access to this project", "fresh", w => ConnectInOtherProject(w)),
        new("AtlasCredential", Unknown, "NOT_TODAY", "fresh", w => w.AtlasRefuses("encryptionAtRest")),
        new("AtlasRole", Passed, "Project Owner", "fresh"),
        new("AtlasRole", Failed, "Project Owner", "fresh", ConnectReadOnly),
        new("AtlasRole", Unknown, "NOT_TODAY", "fresh", w => w.AtlasRefuses("privateEndpoints")),
        new("ProjectState", Failed, "inactive", "fresh", w => w.Command("setOrganizationState", new { state = "inactive" })),
        new("ProjectState", Failed, "INVALID_ATLAS_GROUP", "fresh", w => w.Command("setProject", new { state = "invalid" })),
        new("ProjectState", Unknown, "does not report", "enabled"),
        new("BackupCompliancePolicy", Passed, "none", "fresh"),
        new("BackupCompliancePolicy", Warning, "cannot be disabled", "fresh", w => w.Command("setBackupCompliancePolicy", new { encryptionAtRestEnabled = true })),
        new("BackupCompliancePolicy", Unknown, "NOT_TODAY", "fresh", w => w.AtlasRefuses("backupCompliancePolicy")),
        new("SearchNodes", Passed, "no cluster has search nodes", "fresh", null, _ => new() { IncludeSearchNodes = true }),
        new("SearchNodes", Passed, "every cluster", "fresh", null, _ => new() { Settings = new() { EnabledForSearchNodes = true } }),
        new("SearchNodes", Warning, "-EnabledForSearchNodes", "enabled", w => w.Command("addCluster", new { kind = "search", name = "finder" }), _ => new() { IncludeSearchNodes = true }),
        new("SearchNodes", Unknown, "one request for each cluster", "enabled"),
        new("SearchNodes", Unknown, "NOT_TODAY", "enabled", w => w.AtlasRefuses("search/deployment"), _ => new() { IncludeSearchNodes = true }),
    ];

    private static IEnumerable<Situation> Clusters =>
    [
        new("ClusterTier", Passed, "M10", "fresh"),
        new("ClusterTier", Failed, "shared tier M0", "fresh", w => w.Command("addCluster", new { kind = "free", name = "trial" })),
        new("ClusterTier", Failed, "Flex", "fresh", w => w.Command("addCluster", new { kind = "flex", name = "playground" })),
        new("ClusterTier", Unknown, "NOT_TODAY", "fresh", w => w.AtlasRefuses("/flexClusters")),
        new("ClusterRunning", Passed, "IDLE", "fresh"),
        new("ClusterRunning", Failed, "Resume it", "fresh", w => w.Command("setCluster", new { name = "orders", paused = true })),
        new("ClusterRunning", Failed, "perhaps by Atlas", "encrypted", w =>
        {
            w.Command("setKeyVersion", new { enabled = false });
            w.LetAtlasLook();
        }),
        new("ClusterRunning", Unknown, "NOT_TODAY", "fresh", w => w.AtlasRefuses("/clusters")),
        new("ClusterSingleCloud", Passed, "AZURE", "private"),
        new("ClusterSingleCloud", Warning, "multi-cloud", "enabled", w => w.Command("addCluster", new { kind = "multicloud", name = "global" })),
        new("ClusterSingleCloud", Failed, "multi-cloud", "enabled", w => w.Command("addCluster", new { kind = "multicloud", name = "global" }), _ => Privately),
        new("ClusterSingleCloud", Unknown, "NOT_TODAY", "fresh", w => w.AtlasRefuses("/clusters")),
        new("ClusterOnAzure", Passed, "AZURE", "private"),
        new("ClusterOnAzure", Warning, "on AWS", "enabled", w => w.Command("addCluster", new { kind = "aws", name = "reports" })),
        new("ClusterOnAzure", Failed, "on GCP", "private", w => w.Command("addCluster", new { kind = "gcp", name = "reports" })),
        new("ClusterOnAzure", Unknown, "NOT_TODAY", "fresh", w => w.AtlasRefuses("/clusters")),
        new("ClusterRegion", Passed, "US_EAST_2, US_CENTRAL", "active"),
        new("ClusterRegion", Failed, "New-AtlasAkvPrivateEndpoint", "pending"),
        new("ClusterRegion", Failed, "Remove-AtlasAkvPrivateEndpoint", "active", w => w.Command("setEndpoint", new { region = "US_CENTRAL", status = "FAILED" })),
        new("ClusterRegion", Warning, "once private networking is required", "enabled", null, _ => Privately),
        new("ClusterRegion", Unknown, "NOT_TODAY", "active", w => w.AtlasRefuses("privateEndpoints")),
        new("ClusterBackup", Passed, "on", "fresh"),
        new("ClusterBackup", Unknown, "NOT_TODAY", "fresh", w => w.AtlasRefuses("/clusters")),
        new("ClusterBackup", Warning, "no encrypted snapshots", "fresh", w => w.Command("setCluster", new { name = "orders", backupEnabled = false })),
    ];

    private static IEnumerable<Situation> Vault =>
    [
        new("AzureSignIn", Passed, "object", "fresh"),
        new("AzureSignIn", Failed, "AADSTS7000215", "fresh", w => w.SignInToAzureWith(w.AsAtlas("wrong"))),
        new("VaultExists", Passed, "Microsoft.KeyVault/vaults/kv-", "enabled"),
        new("VaultExists", Failed, "rg-other", "enabled", null, _ => new() { Settings = new() { ResourceGroupName = "rg-other" } }),
        new("VaultExists", Failed, "kv-nowhere", "enabled", null, _ => new() { Settings = new() { KeyVaultName = "kv-nowhere" } }),
        new("VaultExists", Unknown, "403", "enabled", w => w.AzureRefuses("/vaults/[^/]+\\?")),
        new("VaultExists", Unknown, "-ResourceGroupName", "fresh"),
        new("VaultCloud", Passed, "AZURE", "enabled"),
        new("VaultCloud", Failed, "AZURE_CHINA", "enabled", null, _ => new() { Settings = new() { Cloud = AzureCloud.China } }),
        new("VaultCloud", Unknown, "key identifier", "fresh"),
        new("VaultSoftDelete", Passed, "on", "enabled"),
        new("VaultSoftDelete", Failed, "lost at once", "enabled", w => w.Command("setVault", new { softDelete = false })),
        new("VaultSoftDelete", Unknown, "403", "enabled", w => w.AzureRefuses("/vaults/[^/]+\\?")),
        new("VaultPurgeProtection", Passed, "on", "enabled"),
        new("VaultPurgeProtection", Warning, "-EnablePurgeProtection # permanent", "enabled", w => w.Command("setVault", new { purgeProtection = false })),
        new("VaultPurgeProtection", Unknown, "no such vault", "enabled", null, _ => new() { Settings = new() { KeyVaultName = "kv-nowhere" } }),
        new("VaultNetwork", Passed, "is enabled", "enabled"),
        new("VaultNetwork", Failed, "-PublicNetworkAccess Enabled", "enabled", w => w.Command("setVault", new { publicNetworkAccess = "Disabled" })),
        new("VaultNetwork", Unknown, "firewall", "fresh", w => w.Command("setVault", new { defaultAction = "Deny" }), w => w.Wanted()),
        new("VaultNetwork", Passed, "reports", "enabled", w => w.Command("setVault", new { defaultAction = "Deny", ipRules = new[] { "198.51.100.7" } })),
        new("VaultNetwork", Warning, "-PublicNetworkAccess Disabled", "active"),
        new("VaultNetwork", Passed, "disabled", "active", w => w.Command("setVault", new { publicNetworkAccess = "Disabled" })),
        new("VaultNetwork", Passed, "firewall", "active", w => w.Command("setVault", new { defaultAction = "Deny" })),
        new("NetworkProvider", Passed, "Registered", "enabled"),
        new("NetworkProvider", Failed, "Register-AzResourceProvider", "enabled", w => w.Command("setProvider", new { state = "NotRegistered" })),
        new("NetworkProvider", Unknown, "403", "enabled", w => w.AzureRefuses("Microsoft.Network")),
        new("VaultConnections", Passed, "3 in all", "active"),
        new("VaultConnections", Passed, "4 in all", "active", w => w.AddEndpointElsewhere()),
        new("VaultConnections", Warning, "Ask the vault's owner", "active", w => w.Command("addForeignConnection", new { })),
        new("VaultConnections", Unknown, "NOT_TODAY", "active", w =>
        {
            w.AddEndpointElsewhere();
            w.AtlasRefuses($"{w.SecondProject}/encryptionAtRest");
        }),
        new("VaultConnections", Unknown, "may belong to a project that could not be read: project", "active", w =>
        {
            w.Command("addForeignConnection", new { });
            w.AtlasRefuses($"{w.SecondProject}/encryptionAtRest");
        }),
        new("VaultConnections", Unknown, "403", "active", w => w.AzureRefuses("privateEndpointConnections")),
    ];

    private static IEnumerable<Situation> Identity =>
    [
        new("AtlasSignIn", Passed, "object", "fresh", null, w => w.Wanted()),
        new("AtlasSignIn", Passed, "Atlas reports", "enabled"),
        new("AtlasSignIn", Failed, "AADSTS7000222", "fresh", w => w.Command("expireAzureSecret", new { }), w => w.Wanted()),
        new("AtlasSignIn", Unknown, "-AzureCredential", "fresh", null, w => w.Wanted(withSecret: false)),
        new("AtlasSecretExpiry", Passed, "only client secret ends", "enabled"),
        new("AtlasSecretExpiry", Passed, "the secret that you gave ends", "fresh", w => w.Command("addAzureSecret", new { expires = "3.00:00:00" }), w => w.Wanted()),
        new("AtlasSecretExpiry", Warning, "only client secret ends", "enabled", w => w.Command("expireAzureSecret", new { expires = "10.00:00:00" })),
        new("AtlasSecretExpiry", Failed, "only client secret of application", "enabled", w => w.Command("expireAzureSecret", new { })),
        new("AtlasSecretExpiry", Failed, "has no client secret", "enabled", w => w.Command("removeAzureSecrets", new { })),
        new("AtlasSecretExpiry", Unknown, "one of 2 client secrets", "enabled", w => w.Command("addAzureSecret", new { expires = "3.00:00:00" })),
        new("AtlasSecretExpiry", Unknown, "Authorization_RequestDenied", "enabled", w => w.Command("setGraphPermissions", new { permissions = Array.Empty<string>() })),
        new("AtlasSecretExpiry", Unknown, "not registered in the tenant", "enabled", w => w.Command("setAzureApplication", new { registeredHere = false })),
        new("AtlasSecretExpiry", Unknown, "no application is named", "fresh"),
        new("AtlasVaultReader", Passed, "Key Vault Reader", "fresh", null, w => w.Wanted()),
        new("AtlasVaultReader", Failed, "New-AzRoleAssignment", "fresh", w => w.Command("removeRole", new { role = "Key Vault Reader" }), w => w.Wanted()),
        new("AtlasVaultReader", Passed, "All reading", "fresh", WithWildcardReader, w => w.Wanted()),
        new("AtlasVaultReader", Unknown, "-AzureCredential", "fresh", null, w => w.Wanted(withSecret: false)),
        new("AtlasVaultReader", Unknown, "does not return", "enabled"),
        new("AtlasVaultReader", Unknown, "403", "fresh", w => w.AzureRefuses("roleAssignments"), w => w.Wanted()),
        new("AtlasKeyRights", Passed, "access policy", "fresh", null, w => w.Wanted()),
        new("AtlasKeyRights", Passed, "Atlas reports", "enabled"),
        new("AtlasKeyRights", Failed, "Set-AzKeyVaultAccessPolicy", "fresh", w => w.Command("removeAccessPolicy", new { }), w => w.Wanted()),
        new("AtlasKeyRights", Failed, "decrypt", "fresh", w => w.Command("setAccessPolicy", new { keys = new[] { "Get", "encrypt" } }), w => w.Wanted()),
        new("AtlasKeyRights", Failed, "Key Vault Crypto User", "fresh", w => w.Command("setVault", new { rbac = true }), w => w.Wanted()),
        new("AtlasKeyRights", Failed, "encrypt, decrypt", "fresh", w => UsingRole(w, "Key Vault Crypto Service Encryption User"), w => w.Wanted()),
        new("AtlasKeyRights", Passed, "Key Vault Reader, Key Vault Crypto User", "fresh", w => UsingRole(w, "Key Vault Crypto User"), w => w.Wanted()),
        new("AtlasKeyRights", Passed, "Everything with keys", "fresh", WithWildcardKeys, w => w.Wanted()),
        new("AtlasKeyRights", Unknown, "-AzureCredential", "fresh", null, w => w.Wanted(withSecret: false)),
    ];

    private static IEnumerable<Situation> Key =>
    [
        new("KeyIdentifier", Passed, "version", "enabled"),
        new("KeyIdentifier", Passed, "latest enabled version", "enabled", null, w => new() { KeyIdentifier = w.About.KeyIdentifier[..w.About.KeyIdentifier.LastIndexOf('/')] }),
        new("KeyIdentifier", Failed, "kv-other", "enabled", null, w => new() { KeyIdentifier = InVault(w, "kv-other") }),
        new("KeyIdentifier", Unknown, "-KeyIdentifier", "fresh"),
        new("KeyExists", Passed, "exists", "enabled"),
        new("KeyExists", Failed, "Undo-AzKeyVaultKeyRemoval", "enabled", w => w.Command("removeKeyVersion", new { })),
        new("KeyExists", Unknown, "no such vault", "enabled", null, w => new() { KeyIdentifier = InVault(w, "kv-nowhere"), Settings = new() { KeyVaultName = "kv-nowhere" } }),
        new("KeyExists", Unknown, "403", "enabled", w => w.AzureRefuses("/keys/")),
        new("KeyEnabled", Passed, "enabled", "enabled"),
        new("KeyEnabled", Failed, "-Enable $true", "enabled", w => w.Command("setKeyVersion", new { enabled = false })),
        new("KeyEnabled", Unknown, "403", "enabled", w => w.AzureRefuses("/keys/")),
        new("KeyActive", Passed, "always", "enabled"),
        new("KeyActive", Failed, "not active before", "enabled", w => w.Command("setKeyVersion", new { notBefore = "1.00:00:00" })),
        new("KeyActive", Failed, "-NotBefore (Get-Date).ToUniversalTime()", "enabled", w => w.Command("setKeyVersion", new { notBefore = "1.00:00:00" })),
        new("KeyActive", Unknown, "403", "enabled", w => w.AzureRefuses("/keys/")),
        new("KeyExpiry", Passed, "never expires", "enabled"),
        new("KeyExpiry", Passed, "expires at", "enabled", w => w.Command("setKeyVersion", new { expires = "3.00:00:00" })),
        new("KeyExpiry", Failed, "48 hours", "enabled", w => w.Command("setKeyVersion", new { expires = "1.00:00:00" })),
        new("KeyExpiry", Failed, "it expired at", "enabled", w => w.Command("setKeyVersion", new { expires = "-1.00:00:00" })),
        new("KeyExpiry", Failed, "-Expires (Get-Date).ToUniversalTime()", "enabled", w => w.Command("setKeyVersion", new { expires = "-1.00:00:00" })),
        new("KeyExpiry", Unknown, "no such version", "enabled", w => w.Command("removeKeyVersion", new { })),
        new("KeyType", Passed, "RSA 2048", "enabled"),
        new("KeyType", Failed, "EC", "enabled", w => w.Command("setKeyVersion", new { kty = "EC" })),
        new("KeyType", Unknown, "403", "enabled", w => w.AzureRefuses("/keys/")),
        new("KeyOperations", Passed, "decrypt", "enabled"),
        new("KeyOperations", Failed, "not allow decrypt", "enabled", w => w.Command("setKeyVersion", new { keyOps = new[] { "encrypt", "sign" } })),
        new("KeyOperations", Unknown, "403", "enabled", w => w.AzureRefuses("/keys/")),
    ];

    private static PrerequisiteRequest Privately { get; } = new() { Settings = new() { RequirePrivateNetworking = true } };

    private static string InVault(CheckedWorld world, string vault) => world.About.KeyIdentifier.Replace(world.About.KeyVaultName, vault, StringComparison.Ordinal);

    private static void ConnectReadOnly(CheckedWorld world) => Connect(world, new { roles = new[] { "GROUP_READ_ONLY" } });

    private static void ConnectInOtherProject(CheckedWorld world) => Connect(world, new { roles = new[] { "GROUP_OWNER" }, projectIds = new[] { world.SecondProject } });

    private static void Connect(CheckedWorld world, object key)
    {
        var made = world.Command("addApiKey", key);
        world.ConnectWith(made.GetProperty("publicKey").GetString()!, made.GetProperty("privateKey").GetString()!);
    }

    private static void UsingRole(CheckedWorld world, string role)
    {
        world.Command("setVault", new { rbac = true });
        world.Command("setRole", new { role });
    }

    private static void WithWildcardReader(CheckedWorld world)
    {
        world.Command("removeRole", new { role = "Key Vault Reader" });
        world.Command("addRole", new { name = "All reading", actions = new[] { "*/read" } });
        world.Command("setRole", new { role = "All reading" });
    }

    private static void WithWildcardKeys(CheckedWorld world)
    {
        world.Command("addRole", new { name = "Everything with keys", dataActions = new[] { "microsoft.keyvault/vaults/keys/*" } });
        UsingRole(world, "Everything with keys");
    }
}
