using AtlasCmk.Clients;
using Newtonsoft.Json.Linq;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>Every operation: the request and the result.</summary>
public sealed class AtlasApiTests
{
    private const string Project = AtlasApiSetup.ProjectId;
    private const string Endpoint = AtlasApiSetup.EndpointId;
    private const string Vault = """
        {"azureKeyVault":{"enabled":true,"valid":true,"requirePrivateNetworking":true,"azureEnvironment":"AZURE","tenantID":"t",
        "clientID":"c","subscriptionID":"s","resourceGroupName":"g","keyVaultName":"kv",
        "keyIdentifier":"https://kv.vault.azure.net/keys/k/1","roleId":""},"awsKms":{"enabled":true},"googleCloudKms":{"enabled":false},"enabledForSearchNodes":true,"invented":{"x":[1]}}
        """;

    [Fact]
    public async Task Reads_a_project()
    {
        using var atlas = AtlasApiSetup.Answering($$"""{"id":"{{Project}}","name":"Payments","orgId":"o","clusterCount":3,"created":"2024-03-01T10:20:30Z","links":[]}""");

        var project = await atlas.Api.GetProjectAsync(Project, default);

        Assert.Equal(("Payments", "o", 3L, new DateTimeOffset(2024, 3, 1, 10, 20, 30, TimeSpan.Zero)), (project.Name, project.OrganizationId, project.ClusterCount, project.Created));
        AssertSent(atlas, "GET", $"/groups/{Project}", "2023-01-01");
    }

    [Fact]
    public async Task Reads_the_encryption_of_a_project()
    {
        using var atlas = AtlasApiSetup.Answering(Vault);

        var encryption = await atlas.Api.GetEncryptionAtRestAsync(Project, default);

        Assert.True(encryption is { Enabled: true, Valid: true, RequirePrivateNetworking: true, EnabledForSearchNodes: true, RoleId: null });
        Assert.Equal(("AZURE", "t", "c", "s", "g", "kv", "https://kv.vault.azure.net/keys/k/1"),
            (encryption.AzureEnvironment, encryption.TenantId, encryption.ClientId, encryption.SubscriptionId, encryption.ResourceGroupName, encryption.KeyVaultName, encryption.KeyIdentifier));
        Assert.Equal(["AWS"], encryption.OtherProviders);
        AssertSent(atlas, "GET", $"/groups/{Project}/encryptionAtRest", "2023-01-01");
    }

    [Theory]
    [InlineData("""{"awsKms":{"enabled":false}}""")]
    [InlineData("""{"azureKeyVault":{"enabled":false},"awsKms":{"enabled":false},"googleCloudKms":{}}""")]
    public async Task A_provider_that_is_off_may_be_absent(string json)
    {
        using var atlas = AtlasApiSetup.Answering(json);

        var encryption = await atlas.Api.GetEncryptionAtRestAsync(Project, default);

        Assert.True(encryption is { Enabled: false, Valid: null, RequirePrivateNetworking: false, KeyIdentifier: null, EnabledForSearchNodes: false, OtherProviders.Count: 0 });
    }

    [Fact]
    public async Task A_change_sends_what_it_changes_and_nothing_else()
    {
        using var atlas = AtlasApiSetup.Answering(Vault);

        await atlas.Api.UpdateEncryptionAtRestAsync(Project, new() { RequirePrivateNetworking = true }, default);

        Assert.Equal("""{"azureKeyVault":{"requirePrivateNetworking":true}}""", atlas.Call.Body);
        AssertSent(atlas, "PATCH", $"/groups/{Project}/encryptionAtRest", "2023-01-01");
    }

    [Fact]
    public async Task A_change_may_concern_the_search_nodes_alone()
    {
        using var atlas = AtlasApiSetup.Answering(Vault);

        await atlas.Api.UpdateEncryptionAtRestAsync(Project, new() { EnabledForSearchNodes = false }, default);

        Assert.Equal("""{"enabledForSearchNodes":false}""", atlas.Call.Body);
    }

    [Fact]
    public async Task A_full_change_sends_every_field_under_the_name_that_Atlas_gives_it()
    {
        using var atlas = AtlasApiSetup.Answering(Vault);

        await atlas.Api.UpdateEncryptionAtRestAsync(Project, new()
        {
            Enabled = true,
            AzureEnvironment = "AZURE",
            TenantId = "t",
            ClientId = "c",
            ClientSecret = HttpSetup.Secure("pä\"ss\\"),
            SubscriptionId = "s",
            ResourceGroupName = "g",
            KeyVaultName = "kv",
            KeyIdentifier = "k",
            RoleId = "r",
            RequirePrivateNetworking = false,
            EnabledForSearchNodes = true,
        }, default);

        var expected = new JObject
        {
            ["azureKeyVault"] = new JObject
            {
                ["enabled"] = true,
                ["azureEnvironment"] = "AZURE",
                ["tenantID"] = "t",
                ["clientID"] = "c",
                ["secret"] = "pä\"ss\\",
                ["subscriptionID"] = "s",
                ["resourceGroupName"] = "g",
                ["keyVaultName"] = "kv",
                ["keyIdentifier"] = "k",
                ["roleId"] = "r",
                ["requirePrivateNetworking"] = false,
            },
            ["enabledForSearchNodes"] = true,
        };
        Assert.Equal(expected, JObject.Parse(atlas.Call.Body!), JToken.EqualityComparer);
    }

    [Fact]
    public async Task Lists_endpoints_with_statuses_as_they_come()
    {
        using var atlas = AtlasApiSetup.Answering($$"""
            {"links":[],"results":[
              {"id":"{{Endpoint}}","cloudProvider":"AZURE","regionName":"US_EAST_2","status":"PENDING_ACCEPTANCE","errorMessage":"","privateEndpointConnectionName":"kv-1","new":1},
              {"id":"x","regionName":"MARS_1","status":"SOMETHING_NEW","errorMessage":"broken","privateEndpointConnectionName":null}]}
            """);

        var endpoints = await atlas.Api.ListPrivateEndpointsAsync(Project, default);

        Assert.Equal([(Project, Endpoint, "US_EAST_2", "PENDING_ACCEPTANCE", "kv-1", null), (Project, "x", "MARS_1", "SOMETHING_NEW", null, "broken")],
            endpoints.Select(e => (e.ProjectId, e.EndpointId, e.RegionName, e.Status, e.PrivateEndpointConnectionName, e.ErrorMessage)));
        AssertSent(atlas, "GET", $"/groups/{Project}/encryptionAtRest/AZURE/privateEndpoints?pageNum=1&itemsPerPage=500&includeCount=false", "2023-01-01");
    }

    [Fact]
    public async Task Reads_creates_and_deletes_an_endpoint()
    {
        var json = $$"""{"id":"{{Endpoint}}","regionName":"US_EAST_2","status":"INITIATING"}""";
        using var get = AtlasApiSetup.Answering(json);
        using var create = AtlasApiSetup.Answering(json, 202);
        using var delete = new AtlasApiSetup(_ => FakeTransport.Empty(204));

        Assert.Equal("INITIATING", (await get.Api.GetPrivateEndpointAsync(Project, Endpoint, default)).Status);
        Assert.Equal(Endpoint, (await create.Api.CreatePrivateEndpointAsync(Project, "US_EAST_2", default)).EndpointId);
        await delete.Api.DeletePrivateEndpointAsync(Project, Endpoint, default);

        AssertSent(get, "GET", $"/groups/{Project}/encryptionAtRest/AZURE/privateEndpoints/{Endpoint}", "2023-01-01");
        AssertSent(create, "POST", $"/groups/{Project}/encryptionAtRest/AZURE/privateEndpoints", "2023-01-01");
        Assert.Equal("""{"regionName":"US_EAST_2"}""", create.Call.Body);
        AssertSent(delete, "DELETE", $"/groups/{Project}/encryptionAtRest/AZURE/privateEndpoints/{Endpoint}", "2023-01-01");
        Assert.Null(delete.Call.Body);
    }

    [Fact]
    public async Task A_deletion_whose_first_answer_was_lost_may_find_nothing_left()
    {
        var tries = 0;
        using var atlas = new AtlasApiSetup(_ => ++tries == 1 ? throw new IOException("reset") : FakeTransport.Json(404, """{"error":404,"errorCode":"RESOURCE_NOT_FOUND"}"""));

        var (done, _) = await atlas.Time.RunAsync(async () =>
        {
            await atlas.Api.DeletePrivateEndpointAsync(Project, Endpoint, default);
            return true;
        });

        Assert.True(done);
        Assert.Equal(2, tries);
        await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.DeletePrivateEndpointAsync(Project, Endpoint, default));
    }

    /// <summary>Only a try that may have been carried out explains that nothing is left; and only Atlas can say so.</summary>
    [Theory]
    [InlineData(429, """{"error":404,"errorCode":"RESOURCE_NOT_FOUND"}""")]
    [InlineData(503, "<html>404 Not Found</html>")]
    [InlineData(503, """{"error":404,"errorCode":"GROUP_NOT_FOUND"}""")]
    public async Task A_404_to_the_second_try_of_a_deletion_is_not_always_its_success(int first, string second)
    {
        var tries = 0;
        using var atlas = new AtlasApiSetup(_ => ++tries == 1 ? FakeTransport.Json(first, "{}") : FakeTransport.Json(404, second));

        await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Time.RunAsync(async () =>
        {
            await atlas.Api.DeletePrivateEndpointAsync(Project, Endpoint, default);
            return true;
        }));

        Assert.Equal(2, tries);
    }

    [Theory]
    [InlineData("{}", "azureKeyVault")]
    [InlineData("""{"azureKeyVault":null,"awsKms":null}""", "azureKeyVault")]
    [InlineData("""{"results":[],"totalCount":0}""", "azureKeyVault")]
    [InlineData("""{"azureKeyVault":{"keyIdentifier":"https://kv.vault.azure.net/keys/k","valid":true}}""", "azureKeyVault.enabled")]
    [InlineData("""{"azureKeyVault":{}}""", "azureKeyVault.enabled")]
    [InlineData("""{"azureKeyVault":{"enabled":null}}""", "azureKeyVault.enabled")]
    public async Task Settings_that_do_not_say_whether_the_key_is_in_use_are_not_read_as_disabled(string answer, string field)
    {
        using var atlas = AtlasApiSetup.Answering(answer);

        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.GetEncryptionAtRestAsync(Project, default));

        Assert.Equal("UnreadableAnswer", failure.ErrorId);
        Assert.Contains($"'{field}'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"azureKeyVault":{"enabled":false}}""")]
    [InlineData("""{"awsKms":{"enabled":true}}""")]
    public async Task Settings_of_a_project_without_a_key_in_Azure_are_disabled(string answer)
    {
        using var atlas = AtlasApiSetup.Answering(answer);

        Assert.False((await atlas.Api.GetEncryptionAtRestAsync(Project, default)).Enabled);
    }

    [Fact]
    public async Task Changes_the_encryption_of_a_cluster()
    {
        using var atlas = AtlasApiSetup.Answering("""{"name":"c-1","stateName":"UPDATING","encryptionAtRestProvider":"AZURE"}""");

        var cluster = await atlas.Api.UpdateClusterEncryptionAsync(Project, "c-1", "AZURE", default);

        Assert.Equal(("c-1", "UPDATING", "AZURE"), (cluster.Name, cluster.StateName, cluster.EncryptionAtRestProvider));
        Assert.Equal("""{"encryptionAtRestProvider":"AZURE"}""", atlas.Call.Body);
        AssertSent(atlas, "PATCH", $"/groups/{Project}/clusters/c-1", "2024-10-23");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("..")]
    [InlineData(".")]
    public async Task A_name_that_would_address_something_else_is_refused_before_anything_is_sent(string name)
    {
        using var atlas = AtlasApiSetup.Answering("{}");

        var refusal = await Assert.ThrowsAsync<AtlasCmkException>(() => atlas.Api.DeletePrivateEndpointAsync(Project, name, default));

        Assert.Equal("NotAnAtlasName", refusal.ErrorId);
        Assert.Empty(atlas.Transport.Arrivals);
    }

    [Fact]
    public async Task A_name_cannot_reach_out_of_its_place()
    {
        using var atlas = AtlasApiSetup.Answering("""{"name":"../a b?{}#/ä"}""");

        await atlas.Api.UpdateClusterEncryptionAsync(Project, "../a b?{}#/ä", "NONE", default);

        Assert.Equal($"/api/atlas/v2/groups/{Project}/clusters/..%2Fa%20b%3F%7B%7D%23%2F%C3%A4", atlas.Call.PathAndQuery);
    }

    private static void AssertSent(AtlasApiSetup atlas, string method, string path, string version)
    {
        var call = atlas.Call;
        var mediaType = $"application/vnd.atlas.{version}+json";
        Assert.Equal((method, $"https://cloud.mongodb.com/api/atlas/v2{path}", mediaType), (call.Method, call.Uri.AbsoluteUri, call.Headers["Accept"]));
        Assert.Equal(call.Body is null ? null : mediaType, call.ContentType);
        Assert.StartsWith("AtlasCmk/", call.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.True(Guid.TryParse(call.Headers["X-Request-Id"], out _));
        Assert.Contains(atlas.Log.VerboseLines, line => line.StartsWith($"{method} {path} → ", StringComparison.Ordinal));
    }
}
