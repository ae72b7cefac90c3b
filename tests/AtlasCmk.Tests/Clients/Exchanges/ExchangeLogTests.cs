using System.Text;
using System.Text.RegularExpressions;
using AtlasCmk.Clients;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>The record of a session with a Sandbox, in the form of the vendors' recordings.</summary>
public sealed partial class ExchangeLogTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"exchanges-{Guid.NewGuid():N}");

    private string Atlas => Path.Combine(_folder, ExchangeLog.AtlasFile);

    private string Azure => Path.Combine(_folder, ExchangeLog.AzureFile);

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public async Task Both_files_hold_every_exchange_and_nothing_of_the_estate()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Stage = "encrypted", Mixed = true, KeepExchanges = true, Provisioning = TimeSpan.Zero });
        using (var connection = Connect(server, TimeProvider.System))
        {
            await SendAsync(connection, server.Description);
        }

        var answers = (JArray)JObject.Parse(File.ReadAllText(Atlas))["answers"]!;
        var exchanges = (JArray)JObject.Parse(File.ReadAllText(Azure))["exchanges"]!;
        var seen = server.Exchanges.Where(e => e.Path.Contains("/api/atlas/v2/", StringComparison.Ordinal)).ToList();
        Assert.Equal(seen.Select(e => (e.Method, e.Status)), answers.Select(a => ((string)a["method"]!, (int)a["status"]!)));
        Assert.Equal(server.Exchanges.Count - seen.Count, exchanges.Count);
        Assert.Contains(answers, a => (string?)a["operationId"] == "getGroupEncryptionAtRest" && (string?)a["body"]!["azureKeyVault"]!["azureEnvironment"] == "AZURE");
        Assert.Contains(answers, a => (int)a["status"]! == 404 && (string?)a["body"]!["errorCode"] == "CLUSTER_NOT_FOUND");

        var text = File.ReadAllText(Atlas) + File.ReadAllText(Azure);
        Assert.All(Estate(server), value => Assert.DoesNotMatch($@"(?i)\b{Regex.Escape(value)}\b", text));
    }

    /// <summary>An endpoint's connection is the one in the vault; and a project is named by its path and in its bodies.</summary>
    [Fact]
    public async Task Relations_between_the_clouds_survive()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Stage = "active" });
        using (var connection = Connect(server, TimeProvider.System))
        {
            await SendAsync(connection, server.Description);
        }

        var answers = JObject.Parse(File.ReadAllText(Atlas))["answers"]!;
        var endpoints = answers.First(a => (string?)a["operationId"] == "listGroupEncryptionAtRestPrivateEndpoints")["body"]!["results"]!.Select(e => (string?)e["privateEndpointConnectionName"]);
        var connections = JObject.Parse(File.ReadAllText(Azure)).SelectTokens("$..id").Select(id => id.ToString().Split('/')[^1]);
        Assert.Subset(connections.ToHashSet(), endpoints.ToHashSet()!);
        var project = answers.First(a => (string?)a["operationId"] == "getGroup" && (int)a["status"]! == 200);
        Assert.EndsWith((string)project["body"]!["id"]!, (string)project["path"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_exchange_is_in_the_file_at_once_and_tells_when_it_was()
    {
        var time = new FakeTimeProvider();
        await using var server = await SandboxServer.StartAsync(new SandboxOptions(), time);
        using var connection = Connect(server, time);
        await connection.OpenAtlas(new KeptLog()).GetProjectAsync(server.Description.ProjectId, default);
        time.Advance(TimeSpan.FromSeconds(2.5));
        await connection.OpenAtlas(new KeptLog()).GetProjectAsync(server.Description.ProjectId, default);

        var answers = JObject.Parse(Read(Atlas))["answers"]!;
        Assert.Equal(["after 0.0 s", "after 0.0 s", "after 2.5 s"], answers.Select(a => (string?)a["source"]));
        Assert.Empty(JObject.Parse(Read(Azure))["exchanges"]!);
    }

    [Fact]
    public async Task Only_its_owner_reads_a_record()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions());
        using var connection = Connect(server, TimeProvider.System);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in new[] { Atlas, Azure })
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_folder) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead));
        }
    }

    [Theory]
    [InlineData(ExchangeLog.AtlasFile)]
    [InlineData(ExchangeLog.AzureFile)]
    public async Task A_record_that_is_there_is_not_overwritten_and_nothing_is_sent(string file)
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions());
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, file), "mine");

        var e = Assert.Throws<AtlasCmkException>(() => Connect(server, TimeProvider.System));

        Assert.Equal("ExchangeLogUnusable", e.ErrorId);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder, file)));
        Assert.Equal(0, server.Requests.Total);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused_and_nothing_is_sent()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions());
        File.WriteAllText(_folder, "a file");
        try
        {
            Assert.Equal("ExchangeLogUnusable", Assert.Throws<AtlasCmkException>(() => Connect(server, TimeProvider.System)).ErrorId);
            Assert.Equal(0, server.Requests.Total);
        }
        finally
        {
            File.Delete(_folder);
        }
    }

    private AtlasConnection Connect(SandboxServer server, TimeProvider time) => new(new ConnectionOptions
    {
        Atlas = new(server.Description.PublicKey, HttpSetup.Secure(server.Description.PrivateKey)),
        Azure = new(AzureAuthentication.AccessToken) { AccessToken = HttpSetup.Secure(server.Description.AzureAccessToken),
            KeyVaultAccessToken = HttpSetup.Secure(server.Description.KeyVaultAccessToken), GraphAccessToken = HttpSetup.Secure(server.Description.GraphAccessToken) },
        Sandbox = new(server.DescriptionFile, server.Description.Port, server.Description.CaCertificate),
        Time = time,
        ExchangeLogPath = _folder,
    });

    /// <summary>The requests of most commands to both clouds, and a refusal by each.</summary>
    private static async Task SendAsync(AtlasConnection connection, SandboxDescription world)
    {
        var log = new KeptLog();
        var (atlas, vaults, keys) = (connection.OpenAtlas(log), connection.OpenKeyVault(log), connection.OpenKeys(log));
        var group = $"/groups/{world.ProjectId}";
        await atlas.GetProjectAsync(world.ProjectId, default);
        foreach (var path in new[] { "", "/encryptionAtRest", "/encryptionAtRest/AZURE/privateEndpoints", "/clusters", "/flexClusters", "/cloudProviderAccess",
            $"/clusters/{world.Clusters[0]}/backup/snapshots" })
        {
            await foreach (var _ in atlas.InvokeAsync(AtlasRequestReading.Create("GET", group + path, "2025-03-12"), default))
            {
            }
        }

        await Assert.ThrowsAnyAsync<AtlasCmkException>(async () =>
            await atlas.InvokeAsync(AtlasRequestReading.Create("GET", $"{group}/clusters/none-at-all", "2025-03-12"), default).GetAsyncEnumerator().MoveNextAsync());
        var vault = new KeyVaultReference(AzureCloud.Public, world.SubscriptionId, world.ResourceGroup, world.KeyVaultName);
        await vaults.GetVaultAsync(vault, default);
        await vaults.ListConnectionsAsync(vault, default);
        await vaults.ListKeyVersionsAsync(vault, "atlas-cmk", default);
        await vaults.ListRoleDefinitionsAsync(vault, default);
        await keys.ListKeysAsync(vault, default);
        await connection.OpenApplications(log).FindSecretsAsync(AzureCloud.Public, Guid.Parse(world.AzureClientId), default);
        await Assert.ThrowsAnyAsync<AtlasCmkException>(() => vaults.GetVaultAsync(vault with { SubscriptionId = Guid.NewGuid().ToString() }, default));
    }

    private static IEnumerable<string> Estate(SandboxServer server)
    {
        var world = server.Description;
        string[] named =
        [
            world.ProjectId, world.OrganizationId, world.TenantId, world.SubscriptionId, world.ResourceGroup, world.KeyVaultName, world.AzureClientId,
                world.AzureClientSecret, world.PublicKey, world.PrivateKey,
            world.AzureAccessToken, world.KeyVaultAccessToken, world.GraphAccessToken, $"\"{world.AzureClientSecret[..3]}\"", .. world.Clusters.Select(name => $"\"{name}\""), "\"payments\"",
        ];
        var ids = server.Exchanges.SelectMany(e => IdPattern().Matches(e.Path + e.ResponseBody)).Select(m => m.Value);
        return named.Concat(ids).Distinct();
    }

    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new StreamReader(stream, Encoding.UTF8).ReadToEnd();
    }

    [GeneratedRegex(@"\b[0-9a-f]{24}\b|\b[0-9a-f]{32}\b|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|[\w.-]+\.mongodb\.net")]
    private static partial Regex IdPattern();
}
