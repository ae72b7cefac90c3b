using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>The commands of the vendor's page for endpoints over private networking, with host, ids and the outdated <c>Accept</c> changed and nothing else.</summary>
public sealed class CurlTests
{
    private const string Json = "application/json";
    private const string Current = "application/vnd.atlas.2024-05-30+json";

    [CurlTheory]
    [InlineData("https")]
    [InlineData("http")]
    public async Task The_vendors_own_commands_do_what_its_page_says(string scheme)
    {
        await using var sandbox = await ServedSandbox.StartAsync("--provisioning", "1");
        var (world, encryption) = (sandbox.World, $"api/atlas/v2/groups/{sandbox.World.ProjectId}/encryptionAtRest");
        Task<JsonObject?> Curl(int expected, string type, string method, string path, JsonObject? data = null) => CurlAsync(sandbox, scheme, expected, type, method, path, data);

        var enabled = await Curl(200, Current, "PATCH", encryption, Settings(sandbox));
        Assert.DoesNotContain("secret", Block(enabled).ToJsonString(), StringComparison.OrdinalIgnoreCase);

        var shown = Settings(sandbox)["azureKeyVault"]!.AsObject();
        shown.Remove("secret");
        shown["requirePrivateNetworking"] = false;
        shown["valid"] = true;
        AssertHolds(shown, Block(await Curl(200, Json, "GET", encryption)));

        var whole = Settings(sandbox);
        whole["azureKeyVault"]!["requirePrivateNetworking"] = true;
        AssertHolds(new() { ["requirePrivateNetworking"] = true, ["enabled"] = true }, Block(await Curl(200, Json, "PATCH", encryption + "/", whole)));

        var endpoints = $"{encryption}/AZURE/privateEndpoints";
        var created = await Curl(202, Json, "POST", endpoints, new() { ["regionName"] = "US_CENTRAL" });
        AssertHolds(new() { ["cloudProvider"] = "AZURE", ["regionName"] = "US_CENTRAL", ["status"] = "INITIATING" }, created!);

        var list = await Curl(200, Json, "GET", endpoints);
        Assert.Equal((1, "self"), (list!["totalCount"]!.GetValue<int>(), list["links"]![0]!["rel"]!.GetValue<string>()));
        var listed = list["results"]!.AsArray().Single()!.AsObject();
        AssertHolds(new() { ["cloudProvider"] = "AZURE", ["errorMessage"] = "", ["id"] = created!["id"]!.DeepClone(), ["regionName"] = "US_CENTRAL", ["status"] = "PENDING_ACCEPTANCE" }, listed);
        Assert.NotEmpty(listed["privateEndpointConnectionName"]!.GetValue<string>());

        Assert.Null(await Curl(204, Json, "DELETE", $"{endpoints}/{created["id"]}", new() { ["cloudProvider"] = "AZURE", ["regions"] = new JsonArray("US_CENTRAL") }));
        Assert.Empty((await Curl(200, Json, "GET", endpoints + "/"))!["results"]!.AsArray());
    }

    private static async Task<JsonObject?> CurlAsync(ServedSandbox sandbox, string scheme, int expected, string type, string method, string path, JsonObject? data)
    {
        var world = sandbox.World;
        var port = scheme == "https" ? world.Port : world.HttpPort;
        using var curl = Process.Start(new ProcessStartInfo("curl",
            [
                "--user", $"{world.PublicKey}:{world.PrivateKey}", "--digest",
                "--header", $"Accept: {Current}", "--header", $"Content-Type: {type}",
                "--request", method, $"{scheme}://127.0.0.1:{port}/{path}",
                .. data is null ? Array.Empty<string>() : ["--data", data.ToJsonString()],
                "--silent", "--show-error", "--noproxy", "*", "--cacert", world.CaCertificate, "--write-out", "\n%{http_code}",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, trouble) = (await curl.StandardOutput.ReadToEndAsync(), await curl.StandardError.ReadToEndAsync());
        await curl.WaitForExitAsync();

        var end = output.LastIndexOf('\n');
        Assert.True(output[(end + 1)..] == $"{expected}", $"{method} {path}: {output[(end + 1)..]} instead of {expected}: {output[..Math.Max(end, 0)]}{trouble}");
        return end == 0 ? null : JsonNode.Parse(output[..end])!.AsObject();
    }

    private static JsonObject Settings(ServedSandbox sandbox) => new()
    {
        ["azureKeyVault"] = new JsonObject
        {
            ["azureEnvironment"] = "AZURE",
            ["clientID"] = sandbox.World.AzureClientId,
            ["enabled"] = true,
            ["keyIdentifier"] = sandbox.World.KeyIdentifier,
            ["keyVaultName"] = sandbox.World.KeyVaultName,
            ["resourceGroupName"] = sandbox.World.ResourceGroup,
            ["secret"] = sandbox.World.AzureClientSecret,
            ["subscriptionID"] = sandbox.World.SubscriptionId,
            ["tenantID"] = sandbox.World.TenantId,
        },
    };

    private static JsonObject Block(JsonObject? answer) => answer!["azureKeyVault"]!.AsObject();

    private static void AssertHolds(JsonObject expected, JsonObject actual)
    {
        foreach (var (name, value) in expected)
        {
            Assert.True(JsonNode.DeepEquals(value, actual[name]), $"{name} is {actual[name]}, not {value}.");
        }
    }
}
