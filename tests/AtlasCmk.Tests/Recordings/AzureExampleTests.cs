using System.Text.Json.Nodes;
using AtlasCmk.Tests.Contracts;
using Xunit;

namespace AtlasCmk.Tests.Recordings;

/// <summary>Azure's published example answers: the Sandbox's answers have the same fields.</summary>
public sealed class AzureExampleTests
{
    private const string Version = "?api-version=2026-02-01";
    private const string Roles = "?api-version=2022-04-01";
    private const string Keys = "?api-version=7.5";
    private const string CryptoUser = "12338af0-0e69-4776-bea7-57ae8d297424";

    /// <summary>Fields that an example has and the Sandbox does not, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_differences = new()
    {
        ["$.properties.hsmPoolResourceId: String"] = "belongs to managed HSM pools, of which this world has none",
        ["$.properties.networkAcls.virtualNetworkRules[].ignoreMissingVnetServiceEndpoint: Boolean"] = "only where the caller has sent it",
        ["$.nextLink: Null"] = "absent where there is no next page, as other answers have it",
        ["$.tags: Object"] = "the example of a rotation repeats the answer to a creation; whether a rotation keeps tags is not known",
        ["$.tags.purpose: String"] = "the caller's own tag",
        ["$.tags.test name : String"] = "the caller's own tag",
    };

    [RecordedFact]
    public async Task Answers_have_every_field_of_the_published_examples()
    {
        var missing = new List<string>();
        await using var wire = await SandboxWire.StartAsync("active");
        foreach (var (example, answer) in await AnswersAsync(wire))
        {
            var published = RecordingFiles.Read("azure-keyvault-examples.json")[example]!["responses"]!.AsObject();
            missing.AddRange(JsonShape.Of([(published["200"] ?? published["201"])!["body"]])
                .Except(JsonShape.Of([answer]), StringComparer.Ordinal).Select(line => $"{example}: {line}"));
        }

        Findings.AssertNone(missing.Where(line => !s_differences.ContainsKey(line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..])));
        Assert.All(s_differences.Keys, known => Assert.Contains(missing, line => line.EndsWith(known, StringComparison.Ordinal)));
    }

    [RecordedFact]
    public void Every_example_is_compared() => Assert.Equal(
        RecordingFiles.Read("azure-keyvault-examples.json").Select(e => e.Key).Where(name => name != "source").Order(StringComparer.Ordinal),
        s_examples.Order(StringComparer.Ordinal));

    private static readonly string[] s_examples =
    [
        "getVault", "getVaultWithNetworkAcls", "updateVault", "updateAccessPoliciesAdd", "listPrivateEndpointConnection", "getPrivateEndpointConnection", "putPrivateEndpointConnection",
        "deletePrivateEndpointConnection", "listPrivateLinkResources", "armGetKey", "armGetKeyVersion", "armListKeyVersions", "RoleAssignments_ListForScope", "RoleAssignments_CreateForResource",
        "GetRoleDefinitionByName", "CreateKey", "RotateKey", "GetKeyVersions", "UpdateKey", "GetKeys", "UpdateKeyRotationPolicy",
    ];

    private static async Task<IReadOnlyDictionary<string, JsonObject?>> AnswersAsync(SandboxWire wire)
    {
        var (connections, key, roles) = ($"{wire.Vault}/privateEndpointConnections", $"{wire.Vault}/keys/atlas-cmk", $"{wire.Vault}/providers/Microsoft.Authorization");
        var operatorId = wire.Server.World.Tenant.OperatorApplication.ObjectId;
        var permissions = new { keys = new[] { "encrypt" }, secrets = new[] { "get" }, certificates = new[] { "get" } };
        Task<JsonObject?> Get(string path) => wire.AzureAsync("GET", path);
        async Task<JsonObject?> RolesAsync()
        {
            wire.Command("setRole", new { role = "Reader", objectId = operatorId });
            return await Get($"{roles}/roleAssignments{Roles}");
        }

        var answers = new Dictionary<string, JsonObject?>
        {
            ["updateAccessPoliciesAdd"] = await wire.AzureAsync("PUT", $"{wire.Vault}/accessPolicies/add{Version}", new
            {
                properties = new { accessPolicies = new[] { new { tenantId = wire.World.TenantId, objectId = operatorId, permissions } } },
            }),
            ["updateVault"] = await wire.AzureAsync("PATCH", wire.Vault + Version, """
                {"properties":{"publicNetworkAccess":"Enabled","networkAcls":{"bypass":"AzureServices","defaultAction":"Allow",
                 "ipRules":[{"value":"127.0.0.0/8"}],"virtualNetworkRules":[{"id":"/subscriptions/s/subnets/1"}]}}}
                """),
            ["getVault"] = await Get(wire.Vault + Version),
            ["getVaultWithNetworkAcls"] = await Get(wire.Vault + Version),
            ["listPrivateEndpointConnection"] = await Get(connections + Version),
            ["listPrivateLinkResources"] = await Get($"{wire.Vault}/privateLinkResources{Version}"),
            ["armGetKey"] = await Get(key + Version),
            ["armListKeyVersions"] = await Get($"{key}/versions{Version}"),
            ["RoleAssignments_ListForScope"] = await RolesAsync(),
            ["RoleAssignments_CreateForResource"] = await wire.AzureAsync("PUT", $"{roles}/roleAssignments/05c5a614-a7d6-4502-b150-c2fb455033ff{Roles}", new
            {
                properties = new { roleDefinitionId = $"{wire.Subscription}/providers/Microsoft.Authorization/roleDefinitions/{CryptoUser}", principalId = operatorId },
            }, expected: 201),
            ["GetRoleDefinitionByName"] = await Get($"{roles}/roleDefinitions/00482a5a-887f-4fb3-b363-3b7fe8e74483{Roles}"),
            ["CreateKey"] = await wire.AzureAsync("POST", $"/keys/another/create{Keys}", """{"kty":"RSA","key_size":2048,"tags":{"purpose":"unit test"}}"""),
            ["GetKeys"] = await Get($"/keys{Keys}&maxresults=1"),
            ["RotateKey"] = await wire.AzureAsync("POST", $"/keys/another/rotate{Keys}"),
            ["GetKeyVersions"] = await Get($"/keys/another/versions{Keys}&maxresults=1"),
            ["UpdateKeyRotationPolicy"] = await wire.AzureAsync("PUT", $"/keys/another/rotationpolicy{Keys}", """
                {"lifetimeActions":[{"trigger":{"timeAfterCreate":"P90D"},"action":{"type":"Rotate"}},{"trigger":{"timeBeforeExpiry":"P30D"},"action":{"type":"Notify"}}],
                 "attributes":{"expiryTime":"P2Y"}}
                """),
        };
        var (version, connection) = (wire.World.KeyIdentifier[^32..], answers["listPrivateEndpointConnection"]!["value"]![0]!["name"]);
        answers["armGetKeyVersion"] = await Get($"{key}/versions/{version}{Version}");
        answers["UpdateKey"] = await wire.AzureAsync("PATCH", $"/keys/atlas-cmk/{version}{Keys}", """
            {"key_ops":["decrypt","encrypt"],"attributes":{"enabled":false,"nbf":631180800,"exp":662716800}}
            """);
        answers["getPrivateEndpointConnection"] = await Get($"{connections}/{connection}{Version}");
        answers["putPrivateEndpointConnection"] = await wire.AzureAsync("PUT", $"{connections}/{connection}{Version}", """
            {"etag":"","properties":{"privateLinkServiceConnectionState":{"description":"My name is Joe and I'm approving this.","status":"Approved"}}}
            """);
        wire.Clock.Advance(wire.Server.World.Durations.Decision);
        answers["deletePrivateEndpointConnection"] = await wire.AzureAsync("DELETE", $"{connections}/{connection}{Version}");
        return answers;
    }
}
