using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class SandboxDescriptionTests
{
    private static readonly string[] s_fields =
    [
        "address", "port", "httpPort", "caCertificate", "publicKey", "privateKey", "clientId", "clientSecret", "organizationId", "projectId",
        "clusters", "tenantId", "subscriptionId", "resourceGroup", "keyVaultName", "keyIdentifier", "azureClientId", "azureClientSecret",
        "azureAccessToken", "keyVaultAccessToken", "graphAccessToken",
    ];

    [Fact]
    public async Task It_is_one_line_with_exactly_the_agreed_fields()
    {
        await using var server = await SandboxServer.StartAsync();
        var json = server.Description.ToJson();

        Assert.DoesNotContain('\n', json);
        var fields = JsonNode.Parse(json)!.AsObject();
        Assert.Equal(s_fields, fields.Select(field => field.Key));
        Assert.All(fields, field => Assert.NotEqual("", field.Value!.ToJsonString().Trim('"')));
        Assert.Equal(3, fields["clusters"]!.AsArray().Count);
    }

    [Fact]
    public async Task No_secret_is_in_its_text()
    {
        await using var server = await SandboxServer.StartAsync();

        Assert.Equal(server.Description.Address, server.Description.ToString());
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_world()
    {
        await using var one = await SandboxServer.StartAsync(new SandboxOptions { Seed = 7 });
        await using var same = await SandboxServer.StartAsync(new SandboxOptions { Seed = 7 });
        await using var other = await SandboxServer.StartAsync(new SandboxOptions { Seed = 8 });

        Assert.Equal(one.Description.ProjectId, same.Description.ProjectId);
        Assert.Equal(one.Description.KeyIdentifier, same.Description.KeyIdentifier);
        Assert.NotEqual(one.Description.ProjectId, other.Description.ProjectId);
    }
}
