using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Hosting;
using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>Resource Manager and the vault's own face against the published descriptions.</summary>
public sealed class AzureAnswerTests
{
    private const string Version = "?api-version=2026-02-01";
    private const string Providers = "?api-version=2022-09-01";
    private const string Authorization = "?api-version=2022-04-01";
    private const string Keys = "?api-version=7.5";

    [ContractFact]
    public async Task Every_published_operation_of_Resource_Manager_is_there_and_answers_as_described()
    {
        await using var wire = await SandboxWire.StartAsync("pending");
        await VaultsAsync(wire);
        await ConnectionsAsync(wire);
        await KeysInArmAsync(wire);
        await ProvidersAndRolesAsync(wire);

        wire.AssertDescribed();
        Assert.Equal(
            Published.Arm.Operations.Select(o => o.Id).Order(StringComparer.Ordinal),
            Published.OperationsIn(wire.Server.Exchanges.Where(e => e.Face == Face.Arm)).Order(StringComparer.Ordinal));
    }

    [ContractFact]
    public async Task Every_published_operation_on_keys_is_there_and_answers_as_described()
    {
        await using var wire = await SandboxWire.StartAsync();
        await wire.AzureAsync("POST", "/keys/another/create" + Keys,
            """{"kty":"RSA","key_size":3072,"key_ops":["encrypt","decrypt"],"attributes":{"enabled":true,"nbf":1700000000,"exp":2700000000},"tags":{"a":"b"}}""");
        await wire.AzureAsync("POST", "/keys/another/rotate" + Keys);
        await wire.AzureAsync("GET", "/keys" + Keys + "&maxresults=1");
        var versions = await wire.AzureAsync("GET", "/keys/another/versions" + Keys + "&maxresults=1");
        await wire.AzureAsync("GET", new Uri(versions!["nextLink"]!.GetValue<string>()).PathAndQuery);
        var version = new Uri(versions["value"]![0]!["kid"]!.GetValue<string>()).AbsolutePath;
        await wire.AzureAsync("PATCH", version + Keys, """{"attributes":{"enabled":true},"tags":{"c":"d"}}""");
        await wire.AzureAsync("GET", version + Keys);
        await wire.AzureAsync("GET", "/keys/another" + Keys);
        await wire.AzureAsync("PUT", "/keys/another/rotationpolicy" + Keys,
            """{"lifetimeActions":[{"trigger":{"timeAfterCreate":"P90D"},"action":{"type":"Rotate"}}],"attributes":{"expiryTime":"P2Y"}}""");
        await wire.AzureAsync("GET", "/keys/another/rotationpolicy" + Keys);

        wire.AssertDescribed();
        Assert.Equal(
            Published.Keys.Operations.Select(o => o.Id).Order(StringComparer.Ordinal),
            Published.OperationsIn(wire.Server.Exchanges).Order(StringComparer.Ordinal));
    }

    [ContractFact]
    public async Task Refusals_of_Azure_look_as_described()
    {
        await using var wire = await SandboxWire.StartAsync("pending");
        await wire.AzureAsync("GET", wire.Vault + Version, expected: 401, token: "nonsense");
        await wire.AzureAsync("GET", wire.Vault + Version, expected: 401, token: wire.World.KeyVaultAccessToken);
        await wire.AzureAsync("GET", wire.Vault + "x" + Version, expected: 404);
        await wire.AzureAsync("GET", wire.Vault, expected: 400);
        await wire.AzureAsync("GET", wire.Vault + "?api-version=2012-01-01", expected: 400);
        await wire.AzureAsync("GET", "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.KeyVault/vaults" + Version, expected: 404);
        await wire.AzureAsync("PUT", $"{wire.Vault}/privateEndpointConnections/none{Version}", """{"properties":{"privateLinkServiceConnectionState":{"status":"Approved"}}}""", expected: 404);
        var stranger = wire.Command("addAzureApplication");
        var (arm, vault) = wire.Server.World.Do(() =>
        {
            var application = wire.Server.World.Tenant.FindApplication(stranger["clientId"]!.GetValue<string>())!;
            return (wire.Server.Tokens.Issue(application, wire.Server.Tokens.ArmAudience), wire.Server.Tokens.Issue(application, wire.Server.Tokens.VaultAudience));
        });
        await wire.AzureAsync("GET", wire.Vault + Version, expected: 403, token: arm);
        await wire.AzureAsync("GET", "/keys/atlas-cmk" + Keys, expected: 403, token: vault);
        await wire.AzureAsync("GET", "/keys/atlas-cmk" + Keys, expected: 401, token: "nonsense");
        await wire.AzureAsync("GET", "/keys/none" + Keys, expected: 404);
        await wire.AzureAsync("GET", "/keys" + Keys + "&maxresults=26", expected: 400);
        await wire.AzureAsync("POST", "/keys/other/create" + Keys, """{"kty":"clay"}""", expected: 400);
        wire.Command("setKeyVersion", """{"enabled":false}""");
        await wire.AzureAsync("GET", "/keys/atlas-cmk" + Keys, expected: 403);
        wire.Command("setVault", """{"publicNetworkAccess":"Disabled"}""");
        await wire.AzureAsync("GET", "/keys" + Keys, expected: 403);

        Violation.AssertNone(Published.CheckAnswers(wire.Server.Exchanges));
    }

    private static object Properties(object properties) => new { properties };

    private static async Task VaultsAsync(SandboxWire wire)
    {
        await wire.AzureAsync("PATCH", wire.Vault + Version,
            """{"tags":{"owner":"payments"},"properties":{"enablePurgeProtection":true"""
            + ""","publicNetworkAccess":"Enabled","networkAcls":{"bypass":"AzureServices","defaultAction":"Deny","ipRules":[{"value":"127.0.0.0/8"}]}}}""");
        await wire.AzureAsync("GET", wire.Vault + Version);
        var policy = new { tenantId = wire.World.TenantId, objectId = "00000000-0000-4000-8000-000000000001", permissions = new { keys = new[] { "get", "list" } } };
        await wire.AzureAsync("PUT", $"{wire.Vault}/accessPolicies/add{Version}", Properties(new { accessPolicies = new[] { policy } }));
        await wire.AzureAsync("GET", $"{wire.Subscription}/resourceGroups/{wire.World.ResourceGroup}/providers/Microsoft.KeyVault/vaults{Version}&$top=1");
        await wire.AzureAsync("GET", $"{wire.Subscription}/providers/Microsoft.KeyVault/vaults{Version}");
        await wire.AzureAsync("GET", $"{wire.Vault}/privateLinkResources{Version}");
    }

    private static async Task ConnectionsAsync(SandboxWire wire)
    {
        wire.Command("setArm", """{"pageSize":2}""");
        var connections = $"{wire.Vault}/privateEndpointConnections";
        var list = await wire.AzureAsync("GET", connections + Version);
        await wire.AzureAsync("GET", new Uri(list!["nextLink"]!.GetValue<string>()).PathAndQuery);
        var names = list["value"]!.AsArray().Select(c => c!["id"]!.GetValue<string>().Split('/')[^1]).ToList();
        foreach (var (name, behavior, status) in new[] { (names[0], "operation", "Approved"), (names[1], "updating", "Rejected") })
        {
            wire.Command("setArm", new { connectionUpdate = behavior });
            await wire.AzureAsync("PUT", $"{connections}/{name}{Version}", Properties(new { privateLinkServiceConnectionState = new { status, description = "d" } }));
            await wire.AzureAsync("GET", $"{connections}/{name}{Version}");

            // One change of a vault at a time.
            wire.Clock.Advance(wire.Server.World.Durations.Notice);
        }

        await wire.AzureAsync("GET", $"{connections}/none{Version}", expected: 204);
        await wire.AzureAsync("DELETE", $"{connections}/none{Version}", expected: 204);
        wire.Command("setArm", """{"slowConnectionDelete":true}""");
        await wire.AzureAsync("DELETE", $"{connections}/{names[0]}{Version}", expected: 202);
        await FollowAsync(wire, finished: false);
        wire.Clock.Advance(wire.Server.World.Durations.Notice);
        await FollowAsync(wire, finished: true);
        wire.Command("setArm", """{"slowConnectionDelete":false}""");
        var left = wire.Command("addForeignConnection")["name"];
        await wire.AzureAsync("DELETE", $"{connections}/{left}{Version}");
    }

    /// <summary>Every address that an answer named for its progress.</summary>
    private static async Task FollowAsync(SandboxWire wire, bool finished)
    {
        foreach (var exchange in wire.Server.Exchanges)
        {
            if (Published.Header(exchange.ResponseHeaders, "Azure-AsyncOperation") is { } status)
            {
                await wire.AzureAsync("GET", new Uri(status).PathAndQuery);
            }
            else if (Published.Header(exchange.ResponseHeaders, "Location") is { } result)
            {
                await wire.AzureAsync("GET", new Uri(result).PathAndQuery, expected: finished ? 204 : 202);
            }
        }
    }

    private static async Task KeysInArmAsync(SandboxWire wire)
    {
        var key = $"{wire.Vault}/keys/atlas-cmk";
        await wire.AzureAsync("PUT", "/keys/atlas-cmk/rotationpolicy" + Keys,
            """{"lifetimeActions":[{"trigger":{"timeBeforeExpiry":"P30D"},"action":{"type":"Notify"}}],"attributes":{"expiryTime":"P1Y"}}""");
        wire.Command("setKeyVersion", """{"expires":"2036-01-01T00:00:00Z"}""");
        await wire.AzureAsync("GET", key + Version);
        var versions = await wire.AzureAsync("GET", $"{key}/versions{Version}");
        await wire.AzureAsync("GET", $"{key}/versions/{versions!["value"]![0]!["name"]}{Version}");
    }

    private static async Task ProvidersAndRolesAsync(SandboxWire wire)
    {
        wire.Command("setProvider", """{"state":"NotRegistered"}""");
        await wire.AzureAsync("GET", $"{wire.Subscription}/providers/Microsoft.Network{Providers}");
        await wire.AzureAsync("POST", $"{wire.Subscription}/providers/Microsoft.Network/register{Providers}");

        var assignments = $"{wire.Vault}/providers/Microsoft.Authorization/roleAssignments";
        var definitions = $"{wire.Vault}/providers/Microsoft.Authorization/roleDefinitions";
        var roles = await wire.AzureAsync("GET", $"{definitions}{Authorization}&$filter=roleName eq 'Key Vault Crypto User'");
        var role = roles!["value"]![0]!;
        await wire.AzureAsync("GET", $"{definitions}/{role["name"]}{Authorization}");
        var principal = wire.Command("addAzureApplication")["objectId"];
        var name = $"{assignments}/00000000-0000-4000-8000-000000000002{Authorization}";
        await wire.AzureAsync("PUT", name, Properties(new { roleDefinitionId = role["id"], principalId = principal, principalType = "ServicePrincipal" }), expected: 201);
        await wire.AzureAsync("GET", $"{assignments}{Authorization}&$filter=principalId eq '{principal}'");
        await wire.AzureAsync("DELETE", name);
        await wire.AzureAsync("DELETE", name, expected: 204);
    }
}
