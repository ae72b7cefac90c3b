using System.Net;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class EncryptionTests
{
    [Fact]
    public async Task Missing_configuration_means_disabled()
    {
        await using var host = await AtlasHost.StartAsync();
        var answer = await host.GetAsync(host.EncryptionPath);

        foreach (var provider in new[] { "awsKms", "azureKeyVault", "googleCloudKms" })
        {
            Assert.Equal("""{"enabled":false}""", answer[provider]!.ToJsonString());
        }

        Assert.False(answer["enabledForSearchNodes"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Enabling_answers_with_everything_but_the_secret()
    {
        await using var host = await AtlasHost.StartAsync();
        var answer = await host.PatchAsync(host.EncryptionPath, Whole(host));

        Assert.True(answer["azureKeyVault"]!["valid"]!.GetValue<bool>());
        Assert.Equal(host.World.Key.Identifier, answer["azureKeyVault"]!["keyIdentifier"]!.GetValue<string>());
        Assert.DoesNotContain(host.World.World.Tenant.AtlasApplication.Secrets[0].Value, answer.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("secret", "MISSING_ATTRIBUTE")]
    [InlineData("enabled", "MISSING_ATTRIBUTE")]
    [InlineData("azureEnvironment", "MISSING_ATTRIBUTE")]
    [InlineData("keyVaultName,subscriptionID", "MISSING_ATTRIBUTES")]
    public async Task The_first_time_every_field_is_needed(string left, string code)
    {
        await using var host = await AtlasHost.StartAsync();
        var body = Whole(host);
        foreach (var name in left.Split(','))
        {
            body["azureKeyVault"]!.AsObject().Remove(name);
        }

        var error = await host.RefusedAsync(400, code, HttpMethod.Patch, host.EncryptionPath, body);
        Assert.Equal(left.Split(',').Order(), error["parameters"]!.AsArray().Select(p => p!.GetValue<string>()).Order());
        Assert.Null(host.World.Project.Encryption.Azure);
    }

    [Theory]
    [InlineData("secret", "wrong", "INVALID_AZURE_CREDENTIALS")]
    [InlineData("clientID", "00000000-0000-4000-8000-000000000000", "INVALID_AZURE_CREDENTIALS")]
    [InlineData("subscriptionID", "00000000-0000-4000-8000-000000000000", "INVALID_AZURE_API_REQUEST")]
    [InlineData("resourceGroupName", "other", "INVALID_AZURE_API_REQUEST")]
    [InlineData("keyIdentifier", "https://kv.vault.azure.net/keys/k", "AZURE_KEY_VAULT_KEY_IDENTIFIER_INVALID_FORMAT")]
    [InlineData("keyIdentifier", "https://other.vault.azure.net/keys/k/0123456789abcdef0123456789abcdef", "AZURE_KEY_VAULT_KEY_NOT_FOUND")]
    [InlineData("azureEnvironment", "AZURE_GERMANY", "AZURE_KEY_VAULT_ENVIRONMENT_NOT_SUPPORTED")]
    [InlineData("azureEnvironment", "AZURE_MOON", "INVALID_ENUM_VALUE")]
    [InlineData("azureEnvironment", "AZURE_CHINA", "INVALID_AZURE_CREDENTIALS")]
    [InlineData("roleId", "660000000000000000000000", "VALIDATION_ERROR")]
    public async Task A_configuration_that_does_not_work_is_not_kept(string name, string value, string code)
    {
        await using var host = await AtlasHost.StartAsync();
        var body = Whole(host);
        body["azureKeyVault"]![name] = value;

        await host.RefusedAsync(400, code, HttpMethod.Patch, host.EncryptionPath, body);
        Assert.Null(host.World.Project.Encryption.Azure);
    }

    [Theory]
    [InlineData("private", "garbage", "AZURE_KEY_VAULT_KEY_IDENTIFIER_INVALID_FORMAT")]
    [InlineData("private", "https://kv.vault.azure.net/keys/k", "AZURE_KEY_VAULT_KEY_IDENTIFIER_INVALID_FORMAT")]
    [InlineData("private", "https://other.vault.azure.net/keys/k/0123456789abcdef0123456789abcdef", "AZURE_KEY_VAULT_KEY_NOT_FOUND")]
    [InlineData("encrypted", "https://other.vault.azure.net/keys/k/0123456789abcdef0123456789abcdef", "AZURE_KEY_VAULT_KEY_NOT_FOUND")]
    public async Task The_key_identifier_is_checked_under_private_networking_too(string stage, string key, string code)
    {
        await using var host = await AtlasHost.StartAsync(stage);
        var before = host.World.Project.Encryption.Azure;

        await host.RefusedAsync(400, code, HttpMethod.Patch, host.EncryptionPath, new { azureKeyVault = new { keyIdentifier = key } });
        Assert.Equal(before, host.World.Project.Encryption.Azure);
    }

    [Theory]
    [InlineData("keyIdentifier", "garbage", "AZURE_KEY_VAULT_KEY_IDENTIFIER_INVALID_FORMAT")]
    [InlineData("keyVaultName", "kv-other", "AZURE_KEY_VAULT_KEY_NOT_FOUND")]
    public async Task The_first_request_is_checked_so_too_where_it_requires_private_networking(string name, string value, string code)
    {
        await using var host = await AtlasHost.StartAsync();
        var body = Whole(host);
        body["azureKeyVault"]!["requirePrivateNetworking"] = true;
        body["azureKeyVault"]![name] = value;

        await host.RefusedAsync(400, code, HttpMethod.Patch, host.EncryptionPath, body);
        Assert.Null(host.World.Project.Encryption.Azure);
    }

    [Fact]
    public async Task Once_enabled_only_the_changes_are_sent()
    {
        await using var host = await AtlasHost.StartAsync("enabled");
        var before = host.World.Project.Encryption.Azure!;
        await host.PatchAsync(host.EncryptionPath, new { azureKeyVault = new { requirePrivateNetworking = true } });

        Assert.Equal(before with { RequirePrivateNetworking = true }, host.World.Project.Encryption.Azure);
    }

    [Fact]
    public async Task The_blocks_of_other_clouds_stay_as_they_are()
    {
        await using var host = await AtlasHost.StartAsync("enabled");
        await host.PatchAsync(host.EncryptionPath, """{"awsKms":{"enabled":true,"customerMasterKeyID":"arn:aws:kms:k","region":"US_EAST_1","secretAccessKey":"hush"}}""");
        var before = (await host.GetAsync(host.EncryptionPath))["awsKms"]!.ToJsonString();
        Assert.DoesNotContain("hush", before, StringComparison.Ordinal);

        var after = await host.PatchAsync(host.EncryptionPath, """{"azureKeyVault":{"enabled":false}}""");

        Assert.Equal(before, after["awsKms"]!.ToJsonString());
        Assert.Equal("""{"enabled":false}""", after["azureKeyVault"]!.ToJsonString());
    }

    [Fact]
    public async Task The_first_request_may_require_private_networking_for_a_vault_that_was_never_public()
    {
        await using var host = await AtlasHost.StartAsync();
        host.World.Command("setVault", new { publicNetworkAccess = "Disabled" });
        await host.RefusedAsync(400, "INVALID_AZURE_API_REQUEST", HttpMethod.Patch, host.EncryptionPath, Whole(host));

        var body = Whole(host);
        body["azureKeyVault"]!["requirePrivateNetworking"] = true;
        var answer = await host.PatchAsync(host.EncryptionPath, body);
        Assert.False(answer["azureKeyVault"]!["valid"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Until_the_nodes_try_a_new_key_valid_describes_the_former_key()
    {
        await using var host = await AtlasHost.StartAsync("encrypted");
        var key = host.World.Command("addKeyVersion")["keyIdentifier"]!.GetValue<string>();
        var answer = await host.PatchAsync(host.EncryptionPath, new { azureKeyVault = new { keyIdentifier = key } });
        host.World.Command("setKeyVersion", new { version = key[^32..], enabled = false });
        Assert.True(answer["azureKeyVault"]!["valid"]!.GetValue<bool>());

        host.World.Pass(host.World.World.Durations.Validation);
        Assert.False((await host.GetAsync(host.EncryptionPath))["azureKeyVault"]!["valid"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("keyVaultName")]
    [InlineData("resourceGroupName")]
    [InlineData("subscriptionID")]
    public async Task The_vault_cannot_change_under_its_endpoints(string name)
    {
        await using var host = await AtlasHost.StartAsync("pending");
        var body = Whole(host);
        body["azureKeyVault"]!["requirePrivateNetworking"] = true;
        await host.PatchAsync(host.EncryptionPath, body);

        var error = await host.RefusedAsync(400, "VALIDATION_ERROR", HttpMethod.Patch, host.EncryptionPath,
            new JsonObject { ["azureKeyVault"] = new JsonObject { [name] = $"{Guid.Empty}" } });
        Assert.Equal(name, error["parameters"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task The_way_back_is_refused_until_everything_is_gone()
    {
        await using var host = await AtlasHost.StartAsync("encrypted");
        await host.RefusedAsync(400, "CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_PRIVATE_ENDPOINTS", HttpMethod.Patch, host.EncryptionPath, """{"azureKeyVault":{"enabled":false}}""");
        var error = await host.RefusedAsync(400, "CANNOT_DISABLE_ENCRYPTION_AT_REST_REQUIRE_PRIVATE_NETWORKING_WHILE_PRIVATE_ENDPOINTS_EXIST",
            HttpMethod.Patch, host.EncryptionPath, """{"azureKeyVault":{"requirePrivateNetworking":false}}""");
        Assert.Equal("""["US_EAST_2","US_CENTRAL","EUROPE_WEST"]""", error["parameters"]!.ToJsonString());

        foreach (var endpoint in host.World.Project.Endpoints.ToList())
        {
            using var deleted = await host.SendAsync(HttpMethod.Delete, $"{host.EndpointsPath}/{endpoint.Id}");
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        }

        await host.RefusedAsync(400, "CANNOT_DISABLE_ENCRYPTION_AT_REST_REQUIRE_PRIVATE_NETWORKING_WHILE_PRIVATE_ENDPOINTS_EXIST", HttpMethod.Patch,
            host.EncryptionPath, """{"azureKeyVault":{"requirePrivateNetworking":false}}""");
        host.World.Pass(host.World.World.Durations.Deletion);
        await host.PatchAsync(host.EncryptionPath, """{"azureKeyVault":{"requirePrivateNetworking":false}}""");
        await host.RefusedAsync(409, "CANNOT_DISABLE_ENCRYPTION_AT_REST", HttpMethod.Patch, host.EncryptionPath, """{"azureKeyVault":{"enabled":false}}""");

        foreach (var name in new[] { "orders", "payments" })
        {
            await host.PatchAsync($"{host.ProjectPath}/clusters/{name}", new { encryptionAtRestProvider = "NONE" });
        }

        await host.PatchAsync(host.EncryptionPath, """{"azureKeyVault":{"enabled":false}}""");
        Assert.Null(host.World.Project.Encryption.Azure);
    }

    [Fact]
    public async Task A_compliance_policy_keeps_the_last_key()
    {
        await using var host = await AtlasHost.StartAsync("enabled");
        await host.RefusedAsync(404, "RESOURCE_NOT_FOUND", HttpMethod.Get, $"{host.ProjectPath}/backupCompliancePolicy");
        host.World.Command("setBackupCompliancePolicy", new { encryptionAtRestEnabled = true });

        await host.RefusedAsync(400, "CAN_NOT_DISABLE_ALL_ENCRYPTION_AT_REST_SETTINGS_WHILE_BACKUP_COMPLIANCE_POLICY_ENCRYPTION_ENABLED", HttpMethod.Patch,
            host.EncryptionPath, """{"azureKeyVault":{"enabled":false}}""");
        Assert.True((await host.GetAsync($"{host.ProjectPath}/backupCompliancePolicy"))["encryptionAtRestEnabled"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Data_under_a_lost_key_cannot_move_to_another()
    {
        await using var host = await AtlasHost.StartAsync("encrypted");
        var after = host.World.Command("addKeyVersion")["keyIdentifier"]!.GetValue<string>();
        host.World.Command("setKeyVersion", new { version = host.World.Project.Encryption.Azure!.KeyIdentifier![^32..], enabled = false });

        await host.RefusedAsync(400, "ENCRYPTION_AT_REST_SETTINGS_INVALID", HttpMethod.Patch, host.EncryptionPath, new { azureKeyVault = new { keyIdentifier = after } });
    }

    [Fact]
    public async Task Private_networking_is_refused_where_it_is_not_offered()
    {
        await using var host = await AtlasHost.StartAsync("enabled");
        host.World.Command("setProject", new { privateNetworkingOffered = false });

        await host.RefusedAsync(403, "FEATURE_UNSUPPORTED", HttpMethod.Patch, host.EncryptionPath, """{"azureKeyVault":{"requirePrivateNetworking":true}}""");
    }

    private static JsonObject Whole(AtlasHost host)
    {
        var settings = WorldStages.SettingsFor(host.World.World, host.World.Project);
        return new JsonObject
        {
            ["azureKeyVault"] = new JsonObject
            {
                ["enabled"] = true,
                ["azureEnvironment"] = settings.AzureEnvironment,
                ["clientID"] = settings.ClientId,
                ["tenantID"] = settings.TenantId,
                ["secret"] = settings.Secret,
                ["subscriptionID"] = settings.SubscriptionId,
                ["resourceGroupName"] = settings.ResourceGroupName,
                ["keyVaultName"] = settings.KeyVaultName,
                ["keyIdentifier"] = settings.KeyIdentifier,
            },
        };
    }
}
