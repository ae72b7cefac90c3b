using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>Every error of the Atlas face against the published description: its status, and the one shape that all of them have.</summary>
public sealed class AtlasRefusalTests
{
    private const string V2024 = "application/vnd.atlas.2024-10-23+json";
    private const string Azure = """{"encryptionAtRestProvider":"AZURE"}""";
    private const string Disable = """{"azureKeyVault":{"enabled":false}}""";

    private static readonly SandboxOptions s_mixed = new() { Mixed = true };

    [ContractFact]
    public async Task Refusals_of_settings_look_as_described()
    {
        await using var wire = await SandboxWire.StartAsync();
        Task Refused(string code, object body, int status = 400) => RefusedAsync(wire, status, code, "PATCH", wire.Encryption, body);
        JsonObject With(string name, string? value)
        {
            var body = Whole(wire);
            body["azureKeyVault"]![name] = value;
            return body;
        }

        await Refused("MALFORMED_JSON", "{");
        await Refused("INVALID_JSON", "[]");
        await Refused("INVALID_ATTRIBUTE", """{"azure":{}}""");
        await Refused("ATTRIBUTE_READ_ONLY", """{"azureKeyVault":{"valid":true}}""");
        await Refused("INVALID_JSON_ATTRIBUTE", """{"azureKeyVault":{"enabled":"yes"}}""");
        await Refused("MISSING_ATTRIBUTE", """{"azureKeyVault":{"requirePrivateNetworking":true}}""");
        await Refused("MISSING_ATTRIBUTES", """{"azureKeyVault":{"enabled":true}}""");
        await Refused("INVALID_ENUM_VALUE", With("azureEnvironment", "AZURE_MOON"));
        await Refused("AZURE_KEY_VAULT_ENVIRONMENT_NOT_SUPPORTED", With("azureEnvironment", "AZURE_GERMANY"));
        await Refused("INVALID_AZURE_CREDENTIALS", With("secret", "wrong"));
        await Refused("INVALID_AZURE_API_REQUEST", With("resourceGroupName", "other"));
        await Refused("AZURE_KEY_VAULT_KEY_IDENTIFIER_INVALID_FORMAT", With("keyIdentifier", "https://kv.vault.azure.net/keys/k"));
        await Refused("AZURE_KEY_VAULT_KEY_NOT_FOUND", With("keyIdentifier", $"{wire.World.KeyIdentifier[..^32]}{new string('0', 32)}"));
        await Refused("VALIDATION_ERROR", With("roleId", "660000000000000000000000"));
        foreach (var (code, change) in new[]
        {
            ("AZURE_KEY_VAULT_KEY_NOT_ENABLED", """{"enabled":false}"""),
            ("AZURE_KEY_VAULT_KEY_NOT_ACTIVE", """{"enabled":true,"notBefore":"2030-01-01T00:00:00Z"}"""),
            ("AZURE_KEY_VAULT_KEY_EXPIRED", """{"notBefore":null,"expires":"2020-01-01T00:00:00Z"}"""),
            ("AZURE_KEY_VAULT_KEY_EXPIRING", """{"expires":"2026-03-02T12:00:00Z"}"""),
        })
        {
            wire.Command("setKeyVersion", change);
            await Refused(code, Whole(wire));
        }

        wire.Command("setKeyVersion", """{"expires":null}""");
        wire.Command("removeAccessPolicy");
        await Refused("NO_PERMISSION_TO_ENCRYPT_DECRYPT", Whole(wire));
        wire.AssertDescribed();
    }

    [ContractFact]
    public async Task Refusals_of_endpoints_look_as_described()
    {
        await using var wire = await SandboxWire.StartAsync();
        Task Refused(string code, int status, object body) => RefusedAsync(wire, status, code, "POST", wire.Endpoints, body);
        await Refused("ENCRYPTION_AT_REST_NOT_ENABLED", 400, new { regionName = "US_EAST" });
        WorldStages.Apply(wire.Server.World, "enabled");
        await Refused("VALIDATION_ERROR", 400, new { regionName = "US_EAST" });
        wire.Command("setProject", """{"privateNetworkingOffered":false}""");
        await RefusedAsync(wire, 403, "FEATURE_UNSUPPORTED", "PATCH", wire.Encryption, """{"azureKeyVault":{"requirePrivateNetworking":true}}""");
        wire.Command("setProject", """{"privateNetworkingOffered":true}""");
        await wire.AtlasAsync("PATCH", wire.Encryption, """{"azureKeyVault":{"requirePrivateNetworking":true}}""");
        await Refused("MISSING_ATTRIBUTE", 400, new { });
        await Refused("INVALID_REGION", 400, new { regionName = "EU_WEST_1" });
        var endpoint = await wire.AtlasAsync("POST", wire.Endpoints, new { regionName = "US_EAST" }, expected: 202);
        await Refused("VALIDATION_ERROR", 409, new { regionName = "US_EAST" });
        await RefusedAsync(wire, 400, "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETE_BLOCKED_DURING_PROVISIONING", "DELETE", $"{wire.Endpoints}/{endpoint!["id"]}");
        await RefusedAsync(wire, 400, "INVALID_PATH_PARAMETER", "GET", $"{wire.Endpoints}/nonsense");
        await RefusedAsync(wire, 404, "RESOURCE_NOT_FOUND", "GET", $"{wire.Endpoints}/{new string('a', 24)}");
        await RefusedAsync(wire, 400, "INVALID_PROVIDER", "GET", $"{wire.Encryption}/GCP/privateEndpoints");
        wire.AssertDescribed();
    }

    [ContractFact]
    public async Task Refusals_of_clusters_look_as_described()
    {
        await using var wire = await SandboxWire.StartAsync("active", s_mixed);
        Task Refused(int status, string code, string name, object body) => RefusedAsync(wire, status, code, "PATCH", $"{wire.Project}/clusters/{name}", body, V2024);
        await Refused(400, "CANNOT_USE_ENCRYPTION_AT_REST_TENANT", "trial", Azure);
        await Refused(400, "TENANT_CLUSTER_UPDATE_UNSUPPORTED", "trial", """{"backupEnabled":true}""");
        await Refused(400, "CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API", "playground", Azure);
        await Refused(409, "CANNOT_UPDATE_PAUSED_CLUSTER", "archive", Azure);
        await Refused(409, "CLUSTER_ALREADY_PAUSED", "archive", """{"paused":true}""");
        await Refused(400, "ENCRYPTION_AT_REST_PROVIDER_NOT_SUPPORTED", "reports", Azure);
        await Refused(404, "CLUSTER_NOT_FOUND", "nothing", Azure);
        await Refused(400, "MISSING_ENCRYPTION_AT_REST_PROVIDER", "orders", """{"encryptionAtRestProvider":null}""");
        await Refused(400, "INVALID_ENCRYPTION_AT_REST_PROVIDER", "orders", """{"encryptionAtRestProvider":"azure"}""");
        await wire.AtlasAsync("PATCH", $"{wire.Project}/clusters/orders", Azure, V2024);
        await Refused(409, "CANNOT_CHANGE_ENCRYPTION_AT_REST_PROVIDER", "orders", """{"encryptionAtRestProvider":"AWS"}""");
        await Refused(409, "CANNOT_UPDATE_AND_PAUSE_CLUSTER", "payments", """{"encryptionAtRestProvider":"AZURE","paused":true}""");
        wire.Command("setCluster", """{"name":"payments","stateName":"DELETING"}""");
        await Refused(400, "CLUSTER_ALREADY_REQUESTED_DELETION", "payments", Azure);
        wire.Command("removeEndpoint", """{"region":"US_CENTRAL"}""");
        await Refused(409, "REGION_UNAVAILABLE", "ledger", Azure);
        wire.Command("setBackupCompliancePolicy", """{"encryptionAtRestEnabled":true}""");
        await Refused(400, "CANNOT_DISABLE_ENCRYPTION_AT_REST_WITH_BACKUP_COMPLIANCE_POLICY", "orders", """{"encryptionAtRestProvider":"NONE"}""");
        await RefusedAsync(wire, 400, "INCORRECT_BACKUP_API_ENDPOINT", "GET", $"{wire.Project}/clusters/orders/backup/snapshots/shardedClusters");
        await RefusedAsync(wire, 404, "SNAPSHOT_NOT_FOUND", "GET", $"{wire.Project}/clusters/orders/backup/snapshots/{new string('a', 24)}");
        wire.Command("setCluster", """{"name":"orders","backupEnabled":false}""");
        await RefusedAsync(wire, 404, "BACKUP_CONFIG_NOT_FOUND", "GET", $"{wire.Project}/clusters/orders/backup/snapshots");
        wire.AssertDescribed();
    }

    [ContractFact]
    public async Task Refusals_on_the_way_back_look_as_described()
    {
        await using var wire = await SandboxWire.StartAsync("encrypted");
        Task Refused(int status, string code, object body) => RefusedAsync(wire, status, code, "PATCH", wire.Encryption, body);
        await Refused(400, "CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_PRIVATE_ENDPOINTS", Disable);
        await Refused(400, "CANNOT_DISABLE_ENCRYPTION_AT_REST_REQUIRE_PRIVATE_NETWORKING_WHILE_PRIVATE_ENDPOINTS_EXIST", """{"azureKeyVault":{"requirePrivateNetworking":false}}""");
        await Refused(400, "VALIDATION_ERROR", """{"azureKeyVault":{"keyVaultName":"another"}}""");
        foreach (var region in new[] { "US_EAST_2", "US_CENTRAL", "EUROPE_WEST" })
        {
            wire.Command("removeEndpoint", new { region });
        }

        await Refused(409, "CANNOT_DISABLE_ENCRYPTION_AT_REST", Disable);
        var next = wire.Command("addKeyVersion")["keyIdentifier"]!.GetValue<string>();
        wire.Command("setKeyVersion", new { version = wire.World.KeyIdentifier[^32..], enabled = false });
        wire.Command("setVault", """{"publicNetworkAccess":"Enabled"}""");
        await wire.AtlasAsync("PATCH", wire.Encryption, """{"azureKeyVault":{"requirePrivateNetworking":false}}""");
        await Refused(400, "ENCRYPTION_AT_REST_SETTINGS_INVALID", new { azureKeyVault = new { keyIdentifier = next } });
        foreach (var name in new[] { "orders", "payments" })
        {
            wire.Command("setCluster", new { name, encryptionAtRestProvider = "NONE" });
        }

        wire.Command("setBackupCompliancePolicy", """{"encryptionAtRestEnabled":true}""");
        await Refused(400, "CAN_NOT_DISABLE_ALL_ENCRYPTION_AT_REST_SETTINGS_WHILE_BACKUP_COMPLIANCE_POLICY_ENCRYPTION_ENABLED", Disable);
        wire.AssertDescribed();
    }

    [ContractFact]
    public async Task Refusals_of_access_and_versions_look_as_described()
    {
        await using var wire = await SandboxWire.StartAsync();
        Task Refused(int status, string code, string method = "GET", object? body = null, string accept = V2024, string? token = null) =>
            RefusedAsync(wire, status, code, method, wire.Encryption, body, accept, token);
        await Refused(401, "UNEXPECTED_ERROR", token: "nonsense");
        await Refused(406, "INVALID_VERSION_DATE", accept: "application/json");
        await RefusedAsync(wire, 404, "GROUP_NOT_FOUND", "GET", $"/api/atlas/v2/groups/{new string('a', 24)}");
        await RefusedAsync(wire, 404, "INVALID_GROUP_ID", "GET", "/api/atlas/v2/groups/nonsense");
        await RefusedAsync(wire, 400, "INVALID_QUERY_PARAMETER", "GET", "/api/atlas/v2/groups?itemsPerPage=501");
        wire.Command("setUpgrading", """{"upgrading":true}""");
        await Refused(405, "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES", "PATCH", new { });
        wire.Command("setUpgrading", """{"upgrading":false}""");
        foreach (var (state, status, code) in new[] { ("inactive", 400, "INACTIVE_ORG"), ("suspended", 402, "ACCOUNT_SUSPENDED") })
        {
            wire.Command("setOrganizationState", new { state });
            await Refused(status, code);
        }

        wire.Command("setOrganizationState", """{"state":"active"}""");
        foreach (var (list, code) in new[] { ("[\"203.0.113.0/24\"]", "IP_ADDRESS_NOT_ON_ACCESS_LIST"), ("[]", "RESOURCE_REQUIRES_ACCESS_LIST") })
        {
            wire.Command("setAccessList", $$"""{"id":"{{wire.World.ClientId}}","accessList":{{list}} }""");
            await Refused(403, code);
        }

        wire.Command("setAccessList", new { id = wire.World.ClientId });
        wire.Command("setOrganizationState", """{"requiresAccessList":true}""");
        await Refused(403, "ORG_REQUIRES_ACCESS_LIST");
        wire.Command("setOrganizationState", """{"requiresAccessList":false}""");
        wire.Command("setRateLimit", """{"set":"encryptionAtRest","capacity":0}""");
        await Refused(429, "RATE_LIMITED_TOKEN_BUCKET");
        foreach (var (state, code) in new[] { ("invalid", "INVALID_ATLAS_GROUP"), ("deleted", "GROUP_NOT_FOUND") })
        {
            wire.Command("setProject", new { state });
            await Refused(404, code);
        }

        wire.AssertDescribed();
    }

    [ContractFact]
    public async Task Refusals_of_tokens_look_as_described()
    {
        await using var wire = await SandboxWire.StartAsync();
        foreach (var path in new[] { "/api/oauth/token", "/api/oauth/revoke" })
        {
            await wire.FormAsync(path, "grant_type=client_credentials&token=t", expected: 401, secret: "wrong");
            await wire.FormAsync(path, "other=1", expected: 400);
        }

        await wire.FormAsync("/api/oauth/token", "grant_type=password", expected: 400);
        while (wire.Server.Exchanges.Count(e => e.Path == "/api/oauth/token") < 50)
        {
            await wire.TokenAsync();
        }

        await wire.FormAsync("/api/oauth/token", "grant_type=client_credentials", expected: 429);
        wire.AssertDescribed();
    }

    private static async Task RefusedAsync(SandboxWire wire, int status, string code, string method, string path, object? body = null, string accept = V2024, string? token = null)
    {
        var error = await wire.AtlasAsync(method, path, body, accept, status, token);
        Assert.Equal(code, error!["errorCode"]!.GetValue<string>());
    }

    private static JsonObject Whole(SandboxWire wire) => new()
    {
        ["azureKeyVault"] = new JsonObject
        {
            ["enabled"] = true,
            ["azureEnvironment"] = "AZURE",
            ["clientID"] = wire.World.AzureClientId,
            ["tenantID"] = wire.World.TenantId,
            ["secret"] = wire.World.AzureClientSecret,
            ["subscriptionID"] = wire.World.SubscriptionId,
            ["resourceGroupName"] = wire.World.ResourceGroup,
            ["keyVaultName"] = wire.World.KeyVaultName,
            ["keyIdentifier"] = wire.World.KeyIdentifier,
        },
    };
}
