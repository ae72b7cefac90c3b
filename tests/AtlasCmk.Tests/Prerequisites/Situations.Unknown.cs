using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Hosting;

namespace AtlasCmk.Tests.Prerequisites;

/// <summary>Facts that were not read, not understood or not allowed end as Unknown with the reason, and never as Passed.</summary>
internal static partial class Situations
{
    private const string Other = "00000000-0000-4000-8000-00000000000f";
    private const string SettingsRefused = "and the settings are refused";

    private static IEnumerable<Situation> NotUnderstood =>
    [
        new("VaultNetwork", Unknown, "Leave the vault in it", "active", w => w.Command("setVault", new { publicNetworkAccess = "SecuredByPerimeter" })),
        new("VaultNetwork", Unknown, "network security perimeter", "fresh", w => w.Command("setVault", new { publicNetworkAccess = "securedByPerimeter" }), w => w.Wanted()),
        new("VaultNetwork", Unknown, "publicNetworkAccess 'Sometimes'", "active", w => w.Command("setVault", new { publicNetworkAccess = "Sometimes" })),
        new("VaultNetwork", Unknown, "defaultAction 'Maybe'", "active", w => w.Command("setVault", new { defaultAction = "Maybe" })),
        new("VaultNetwork", Unknown, "defaultAction 'Perhaps'", "fresh", w => w.Command("setVault", new { defaultAction = "Perhaps" }), w => w.Wanted()),
        new("VaultExists", Warning, "RegisteringDns", "enabled", w => w.Command("setVault", new { provisioningState = "RegisteringDns" })),
        new("VaultExists", Unknown, "provisioningState 'Hibernating'", "enabled", w => w.Command("setVault", new { provisioningState = "Hibernating" })),
        new("NetworkProvider", Warning, "Registering", "enabled", w => w.Command("setProvider", new { state = "Registering" })),
        new("NetworkProvider", Unknown, "'Halfway'", "enabled", w => w.Command("setProvider", new { state = "Halfway" })),
        new("VaultConnections", Unknown, "'Undecided'", "active", w =>
        {
            w.Command("addForeignConnection", new { name = "pe-odd" });
            w.Command("setConnection", new { name = "pe-odd", status = "Undecided" });
        }),
        new("AtlasKeyRights", Unknown, "does not say which access policies", "fresh", w => ShowVault(w, ""), w => w.Wanted()),
        new("AtlasKeyRights", Unknown, "not say which access policies", "fresh", w => ShowVault(w, ",\"enableRbacAuthorization\":false"), w => w.Wanted()),
        new("AtlasKeyRights", Unknown, "say which access policies", "fresh", w => ShowVault(w, ",\"accessPolicies\":null,\"enableRbacAuthorization\":null"), w => w.Wanted()),
        new("AtlasKeyRights", Unknown, "of every access policy", "fresh", w => ShowVault(w, ",\"accessPolicies\":[{\"objectId\":\"x\"}]"), w => w.Wanted()),
        new("AtlasKeyRights", Failed, "no access policy", "fresh", w => ShowVault(w, ",\"accessPolicies\":[]"), w => w.Wanted()),
        new("KeyEnabled", Unknown, "does not say whether it is enabled", "fresh", w => ShowVersion(w, ""), w => w.Wanted()),
        new("KeyEnabled", Unknown, "not say whether it is enabled", "fresh", w => ShowVersion(w, "\"enabled\":null,"), w => w.Wanted()),
        new("KeyType", Unknown, "'RSA-NEXT'", "enabled", w => w.Command("setKeyVersion", new { kty = "RSA-NEXT" })),
        new("ClusterTier", Unknown, "'Z10'", "fresh", w => w.Command("addCluster", new { kind = "azure", name = "odd", size = "Z10" })),
        new("ClusterTier", Unknown, "all of its nodes", "fresh", w => w.Command("setCluster", new { name = "orders", hidesNodes = true })),
        new("ClusterTier", Failed, "INTERNAL_SHADOW_CLUSTER", "fresh", w => w.Command("setCluster", new { name = "orders", internalClusterRole = "INTERNAL_SHADOW_CLUSTER" })),
        new("ClusterTier", Unknown, "'SOMETHING_ELSE'", "fresh", w => w.Command("setCluster", new { name = "orders", internalClusterRole = "SOMETHING_ELSE" })),
        new("ClusterRunning", Warning, "CREATING", "fresh", w => w.Command("setCluster", new { name = "orders", stateName = "CREATING" })),
        new("ClusterRunning", Failed, "DELETING", "fresh", w => w.Command("setCluster", new { name = "orders", stateName = "DELETING" })),
        new("ClusterRunning", Unknown, "'THINKING'", "fresh", w => w.Command("setCluster", new { name = "orders", stateName = "THINKING" })),
        new("ClusterKeyProvider", Passed, "NONE", "fresh"),
        new("ClusterKeyProvider", Failed, "AWS", "enabled", w => w.Command("setCluster", new { name = "ledger", encryptionAtRestProvider = "AWS" })),
        new("ClusterKeyProvider", Unknown, "'OCI'", "enabled", w => w.Command("setCluster", new { name = "ledger", encryptionAtRestProvider = "OCI" })),
        new("ClusterKeyProvider", Unknown, "NOT_TODAY", "fresh", w => w.AtlasRefuses("/clusters")),
        new("ClusterSingleCloud", Unknown, "all of its nodes", "private", w => w.Command("setCluster", new { name = "orders", hidesNodes = true })),
        new("ClusterOnAzure", Unknown, "all of its nodes", "private", w => w.Command("setCluster", new { name = "orders", hidesNodes = true })),
        new("ClusterRegion", Unknown, "all of its nodes", "active", w => w.Command("setCluster", new { name = "orders", hidesNodes = true })),
        new("ClusterRegion", Unknown, "US_EAST_2 is 'ALMOST'", "active", w => w.Command("setEndpoint", new { region = "US_EAST_2", status = "ALMOST" })),
        new("SearchNodes", Unknown, "'AWS'", "enabled", w =>
        {
            w.Command("addCluster", new { kind = "search", name = "finder", encryptionAtRestProvider = "AWS" });
            w.Server.World.Do(() => w.Server.World.Projects[0].Encryption.EnabledForSearchNodes = true);
        }, _ => new() { IncludeSearchNodes = true, Settings = new() { EnabledForSearchNodes = false } }),
    ];

    /// <summary>The settings of the project could not be read: what follows from them is not known.</summary>
    private static IEnumerable<Situation> NotRead =>
    [
        new("ClusterRegion", Unknown, "NOT_TODAY", "active", w => w.AtlasRefuses("encryptionAtRest"), When: SettingsRefused),
        new("VaultNetwork", Unknown, "NOT_TODAY", "active", w => w.AtlasRefuses("encryptionAtRest"), w => w.Wanted()),
        new("ClusterSingleCloud", Unknown, "NOT_TODAY", "enabled", w =>
        {
            w.Command("addCluster", new { kind = "multicloud", name = "global" });
            w.AtlasRefuses("encryptionAtRest");
        }, When: SettingsRefused),
        new("VaultExists", Unknown, "NOT_TODAY", "active", w => w.AtlasRefuses("encryptionAtRest")),
        new("KeyIdentifier", Unknown, "NOT_TODAY", "active", w => w.AtlasRefuses("encryptionAtRest")),
        new("SearchNodes", Unknown, "NOT_TODAY", "active", w => w.AtlasRefuses("encryptionAtRest"), _ => new() { IncludeSearchNodes = true }, SettingsRefused),
    ];

    /// <summary>Rights in all the ways in which Azure gives them.</summary>
    private static IEnumerable<Situation> Rights =>
    [
        new("AtlasVaultReader", Passed, "by Key Vault Reader", "fresh", w => AtRole(w, "/providers/Microsoft.Management/managementGroups/mg-root", "Key Vault Reader"), w => w.Wanted()),
        new("AtlasVaultReader", Passed, "by Reader", "fresh", w => AtRole(w, "/", "Reader"), w => w.Wanted()),
        new("AtlasVaultReader", Passed, "by Both", "fresh", w => Custom(w, "Both", ["Microsoft.KeyVault/vaults/read", "Microsoft.KeyVault/vaults/keys/read"]), w => w.Wanted()),
        new("AtlasVaultReader", Unknown, "Microsoft.KeyVault/vaults/*/read", "fresh", w => Custom(w, "Loose", ["Microsoft.KeyVault/vaults/*/read"]), w => w.Wanted()),
        new("AtlasVaultReader", Unknown, "Officer", "fresh", w => AtRole(w, null, "Key Vault Crypto Officer"), w => w.Wanted()),
        new("AtlasVaultReader", Unknown, "it excludes", "fresh", w => Custom(w, "Less", ["*/read"], ["Microsoft.KeyVault/*/vaults/read"]), w => w.Wanted()),
        new("AtlasVaultReader", Failed, "none of its roles allows Microsoft.KeyVault/vaults/keys/read", "fresh",
            w => Custom(w, "Least", ["*/read"], ["Microsoft.KeyVault/vaults/*/read"]), w => w.Wanted()),
        new("AtlasVaultReader", Failed, "Microsoft.KeyVault/vaults/keys/read", "fresh", w => Custom(w, "Half", ["Microsoft.KeyVault/vaults/read"]), w => w.Wanted()),
        new("AtlasVaultReader", Passed, "Key Vault Read", "fresh", w => w.AzureRefuses("roleDefinitions"), w => w.Wanted()),
        new("AtlasVaultReader", Unknown, "unclear what the role", "fresh", w =>
        {
            AtRole(w, null, "Reader");
            w.AzureRefuses("roleDefinitions");
        }, w => w.Wanted()),
        new("AtlasKeyRights", Passed, "by Key Vault Crypto User", "fresh", w => OnlyRole(w, "/providers/Microsoft.Management/managementGroups/mg-root", "Key Vault Crypto User"), w => w.Wanted()),
        new("AtlasKeyRights", Passed, "Key Vault Crypto User", "fresh", w =>
        {
            OnlyRole(w, null, "Key Vault Crypto User");
            w.AzureRefuses("roleDefinitions");
        }, w => w.Wanted()),
        new("AtlasKeyRights", Unknown, $"if they are groups (this cannot be checked here): {Other}", "fresh", w => GroupPolicy(w, "get", "encrypt", "decrypt"), w => w.Wanted()),
        new("AtlasKeyRights", Failed, "to get, encrypt, decrypt", "fresh", w => GroupPolicy(w, "get", "encrypt"), w => w.Wanted()),
        new("AtlasKeyRights", Failed, "-ObjectType 'ServicePrincipal'", "fresh", w => w.Command("setVault", new { rbac = true }), w => w.Wanted()),
        new("AtlasKeyRights", Failed, "-PermissionsToKeys 'get', 'wrapKey', 'encrypt', 'decrypt' -BypassObjectIdValidation", "fresh",
            w => w.Command("setAccessPolicy", new { keys = new[] { "get", "wrapKey" } }), w => w.Wanted()),
        new("KeyOperations", Failed, "-KeyOps 'wrapKey', 'unwrapKey', 'encrypt', 'decrypt'", "enabled", w => w.Command("setKeyVersion", new { keyOps = new[] { "wrapKey", "unwrapKey" } })),
        new("VaultNetwork", Failed, "-SubscriptionId", "enabled", w => w.Command("setVault", new { publicNetworkAccess = "Disabled" })),
        new("NetworkProvider", Failed, "Set-AzContext -SubscriptionId", "enabled", w => w.Command("setProvider", new { state = "Unregistered" })),
    ];

    /// <summary>A version may be disabled on purpose: that is what a freeze does.</summary>
    private static IEnumerable<Situation> OnPurpose =>
    [
        new("KeyEnabled", Failed, "Revoke-AtlasKeyAccess", "enabled", w => w.Command("setKeyVersion", new { enabled = false })),
        new("KeyEnabled", Failed, "by security at noon", "enabled", w => w.Command("setKeyVersion", new { enabled = false, tags = new[] { "AtlasCmkFreeze=by security at noon" } })),
        new("KeyEnabled", Failed, "by a freeze", "enabled", w =>
        {
            w.Command("setKeyVersion", new { enabled = false, tags = new[] { "AtlasCmkFreeze=x" } });
            NameNoVersion(w);
        }),
        new("KeyExists", Passed, "falls back to", "enabled", w =>
        {
            w.Command("letTimePass", new { span = "00:00:02" });
            w.Command("addKeyVersion", new { enabled = false });
            NameNoVersion(w);
        }),
        new("KeyExists", Passed, "none of its versions is enabled", "enabled", w =>
        {
            w.Command("setKeyVersion", new { enabled = false });
            NameNoVersion(w);
        }),
        new("KeyEnabled", Failed, "Grant-AtlasKeyAccess -RecordPath", "enabled", w => w.Command("setKeyVersion", new { enabled = false, tags = new[] { "AtlasCmkFreeze=x" } })),
    ];

    /// <summary>Atlas takes key identifiers without a version, and follows the latest that is enabled.</summary>
    private static void NameNoVersion(CheckedWorld world) => world.Server.World.Do(() =>
    {
        var encryption = world.Server.World.Projects[0].Encryption;
        encryption.Azure = encryption.Azure! with { KeyIdentifier = encryption.Azure.KeyIdentifier![..encryption.Azure.KeyIdentifier!.LastIndexOf('/')] };
    });

    /// <summary>Azure shows the vault with this and no more.</summary>
    private static void ShowVault(CheckedWorld world, string more) => world.Server.Faults.Add(new Fault
    {
        Face = "arm",
        Path = $"/vaults/{world.About.KeyVaultName}\\?",
        Times = 99,
        Body = JsonNode.Parse($"{{\"properties\":{{\"tenantId\":\"{world.About.TenantId}\",\"vaultUri\":\"https://{world.About.KeyVaultName}.vault.azure.net/\"{more}}}}}"),
    });

    /// <summary>Azure shows the key version with this said of it, and no more.</summary>
    private static void ShowVersion(CheckedWorld world, string attributes) => world.Server.Faults.Add(new Fault
    {
        Face = "arm",
        Path = "/versions/[0-9a-f]+\\?",
        Times = 99,
        Body = JsonNode.Parse($"{{\"properties\":{{\"keyUriWithVersion\":\"{world.About.KeyIdentifier}\","
            + $"\"kty\":\"RSA\",\"keyOps\":[\"encrypt\",\"decrypt\"],\"attributes\":{{{attributes}\"created\":1764000000}}}}}}"),
    });

    private static void AtRole(CheckedWorld world, string? scope, string role)
    {
        world.Command("removeRole", new { });
        world.Command("setRole", scope is null ? new { role } : (object)new { role, scope });
    }

    private static void OnlyRole(CheckedWorld world, string? scope, string role)
    {
        world.Command("setVault", new { rbac = true });
        AtRole(world, scope, role);
    }

    private static void Custom(CheckedWorld world, string name, string[] actions, string[]? notActions = null)
    {
        world.Command("addRole", new { name, actions, notActions = notActions ?? [] });
        AtRole(world, null, name);
    }

    private static void GroupPolicy(CheckedWorld world, params string[] keys)
    {
        world.Command("removeAccessPolicy", new { });
        world.Command("setAccessPolicy", new { objectId = Other, keys });
    }
}
