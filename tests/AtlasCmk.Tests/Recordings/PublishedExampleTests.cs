using System.Text.Json.Nodes;
using AtlasCmk.Tests.Clients;
using Xunit;
using static AtlasCmk.Tests.Recordings.PublishedExamples;

namespace AtlasCmk.Tests.Recordings;

/// <summary>Azure's published examples of the operations that the client calls, property by property.</summary>
public sealed class PublishedExampleTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(5);

    /// <summary>The examples that a test below reads.</summary>
    private static readonly string[] s_read =
    [
        "getVault", "getVaultWithNetworkAcls", "updateVault", "updateAccessPoliciesAdd", "listPrivateEndpointConnection", "getPrivateEndpointConnection",
        "putPrivateEndpointConnection", "deletePrivateEndpointConnection", "armGetKeyVersion", "armListKeyVersions", "RoleAssignments_ListForScope",
        "RoleAssignments_CreateForResource", "GetRoleDefinitionByName", "CreateKey", "RotateKey", "UpdateKey", "GetKeys", "UpdateKeyRotationPolicy",
    ];

    /// <summary>The client reads versions of a key, not the key, and lists them in Resource Manager; it needs no private link resources.</summary>
    private static readonly string[] s_notCalled = ["armGetKey", "GetKeyVersions", "listPrivateLinkResources"];

    [RecordedFact]
    public void Each_example_is_read_or_listed_as_not_called() => Assert.Equal(Names.Order(StringComparer.Ordinal), s_read.Concat(s_notCalled).Order(StringComparer.Ordinal));

    /// <summary>The answer to a change of a vault, which the client does not send, has the form of a vault too.</summary>
    [RecordedFact]
    public async Task A_vault_has_each_property_from_its_published_field()
    {
        List<(JsonNode, KeyVaultSettings)> read = [];
        foreach (var name in new[] { "getVault", "getVaultWithNetworkAcls", "updateVault" })
        {
            read.Add((Body(name), (await Serve(name).Api.GetVaultAsync(VaultOf($"{Body(name)["id"]}"), default))!));
        }

        Findings.AssertNone(AzureNounMaps.Vault.Faults(read));
    }

    /// <summary>Published examples and recorded answers of connections have the same fields.</summary>
    [RecordedFact]
    public async Task A_connection_has_each_property_from_its_published_or_recorded_field()
    {
        List<(JsonNode, PrivateEndpointConnection)> read = [];
        var list = Body("listPrivateEndpointConnection")["value"]!.AsArray();
        var id = IdOf(list[0]!);
        read.AddRange(list.Zip(await Serve("listPrivateEndpointConnection").Api.ListConnectionsAsync(id.Vault, default), (item, noun) => (item!, noun)));
        read.Add((Body("getPrivateEndpointConnection"), (await Serve("getPrivateEndpointConnection").Api.GetConnectionAsync(id, default))!));
        foreach (var exchange in RecordedExchange.All.Where(e => e.Request.Method == "GET"))
        {
            var azure = new ArmFixture();
            exchange.AnswerWith(azure.Arm);
            read.Add((exchange.Response.Body, (await azure.Api.GetConnectionAsync(RecordedExchange.Connection, default))!));
        }

        Assert.Equal(6, read.Count);
        Findings.AssertNone(AzureNounMaps.Connection.Faults(read));
    }

    [RecordedFact]
    public async Task An_approval_sends_the_published_body_and_reads_the_published_answer()
    {
        const string name = "putPrivateEndpointConnection";
        var (azure, wanted) = (Serve(name), ParametersOf(name)["properties"]!);
        var state = wanted["properties"]!["privateLinkServiceConnectionState"]!;
        var connection = new PrivateEndpointConnection(IdOf(Body(name)), "Pending") { Etag = $"{wanted["etag"]}" };

        var decided = await azure.Api.SetConnectionStatusAsync(connection, $"{state["status"]}", $"{state["description"]}", s_timeout, default);

        Assert.True(JsonNode.DeepEquals(wanted, JsonNode.Parse(azure.Arm.Requests[0].Body)), azure.Arm.Requests[0].Body);
        Assert.Equal(("Approved", $"{state["description"]}", "Succeeded"), (decided.Status, decided.Description, decided.ProvisioningState));
    }

    /// <summary>The address in the published 202 is on another host: it is not followed there.</summary>
    [RecordedFact]
    public async Task A_removal_ends_with_each_of_the_published_answers()
    {
        const string name = "deletePrivateEndpointConnection";
        var id = IdOf(Body(name));
        var (at204, at200, at202) = (new ArmFixture(), new ArmFixture(), new ArmFixture());
        at204.Arm.Answer(204);
        at200.Arm.Answer(200, Body(name).ToJsonString()).Answer(204);
        at202.Arm.Answer(202, "", [.. AcceptedHeaders().Select(h => (h.Key, $"{h.Value}"))]).Answer(204);

        foreach (var azure in new[] { at204, at200, at202 })
        {
            Assert.Null(await azure.Api.DeleteConnectionAsync(id, s_timeout, default));
            Assert.All(azure.Arm.Requests, sent => Assert.Equal("management.azure.com", sent.Address.Host));
        }
    }

    [RecordedFact]
    public async Task An_access_policy_is_given_with_the_published_body()
    {
        const string name = "updateAccessPoliciesAdd";
        var (azure, wanted) = (Serve(name), ParametersOf(name)["parameters"]!.DeepClone());
        var policy = wanted["properties"]!["accessPolicies"]![0]!;

        await azure.Api.AddToAccessPolicyAsync(VaultOf($"{Body(name)["id"]}"), new($"{policy["tenantId"]}", $"{policy["objectId"]}", null, ["encrypt"]), default);

        // The client gives rights on keys alone.
        policy["permissions"] = new JsonObject { ["keys"] = policy["permissions"]!["keys"]!.DeepClone() };
        Assert.True(JsonNode.DeepEquals(wanted, JsonNode.Parse(azure.Arm.Requests[0].Body)), azure.Arm.Requests[0].Body);
    }

    [RecordedFact]
    public async Task A_role_and_its_assignments_have_each_property_from_their_published_field()
    {
        var (listed, vault) = (Body("RoleAssignments_ListForScope")["value"]!, VaultOf($"{Body("getVault")["id"]}"));
        var assignment = Assert.Single(await Serve("RoleAssignments_ListForScope").Api.ListRoleAssignmentsAtAsync(vault, $"{listed[0]!["properties"]!["scope"]}", default));
        Findings.AssertNone(AzureNounMaps.RoleAssignment.Faults([(listed[0]!, assignment)]));

        var role = await Serve("GetRoleDefinitionByName").Api.GetRoleDefinitionAsync(vault, $"{Body("GetRoleDefinitionByName")["id"]}", default);
        Findings.AssertNone(AzureNounMaps.RoleDefinition.Faults([(Body("GetRoleDefinitionByName"), role)]));
    }

    [RecordedFact]
    public async Task A_role_is_given_with_the_published_body()
    {
        const string name = "RoleAssignments_CreateForResource";
        var (azure, wanted, made) = (Serve(name, 201), ParametersOf(name)["parameters"]!, Body(name, 201));
        var properties = wanted["properties"]!;

        await azure.Api.CreateRoleAssignmentAsync(VaultOf($"{Body("getVault")["id"]}"),
            new($"{made["id"]}", $"{made["properties"]!["scope"]}", $"{properties["roleDefinitionId"]}", $"{properties["principalId"]}") { PrincipalType = "User" }, default);

        Assert.Equal(("PUT", $"{made["id"]}"), (azure.Arm.Requests[0].Method, azure.Arm.Requests[0].Address.AbsolutePath));
        Assert.True(JsonNode.DeepEquals(wanted, JsonNode.Parse(azure.Arm.Requests[0].Body)), azure.Arm.Requests[0].Body);
    }

    private static JsonObject AcceptedHeaders() => RecordingFiles.Read("azure-keyvault-examples.json")["deletePrivateEndpointConnection"]!["responses"]!["202"]!["headers"]!.AsObject();

    private static ConnectionId IdOf(JsonNode body) => ConnectionId.Parse($"{body["id"]}", AzureCloud.Public)!;
}
