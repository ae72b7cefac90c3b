using AtlasCmk.Clients;
using Newtonsoft.Json.Linq;
using Xunit;

namespace AtlasCmk.Tests.Clients;

public sealed class SandboxFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    private static JObject Line() => JObject.Parse("""
        {"address":"https://127.0.0.1:4443","port":4443,"httpPort":4080,"caCertificate":"/tmp/ca.pem","publicKey":"abcdefgh","privateKey":"private-key","clientId":"mdb_sa_id_1",
         "clientSecret":"atlas-secret","organizationId":"o","projectId":"32b6e34b3d91647abb20e7b8","clusters":["a"],"tenantId":"tenant-1","subscriptionId":"s","resourceGroup":"r","keyVaultName":"k",
         "keyIdentifier":"https://k.vault.azure.net/keys/n/v","azureClientId":"app-1","azureClientSecret":"azure-secret","azureAccessToken":"arm-token","keyVaultAccessToken":"vault-token"}
        """);

    private (ConnectionOptions Options, string ProjectId) Read(JObject line)
    {
        File.WriteAllText(_path, line.ToString(Newtonsoft.Json.Formatting.None) + "\nWhat a Sandbox prints later.\n");
        return SandboxFile.Read(_path);
    }

    [Fact]
    public void The_first_line_has_the_address_and_the_credentials()
    {
        var (options, project) = Read(Line());

        Assert.Equal("32b6e34b3d91647abb20e7b8", project);
        Assert.Equal(new SandboxRoute(_path, 4443, "/tmp/ca.pem"), options.Sandbox);
        Assert.Equal(("abcdefgh", "private-key"), (options.Atlas!.Id, options.Atlas.Secret.Reveal()));
        Assert.Equal((AzureAuthentication.AccessToken, "arm-token", "vault-token"),
            (options.Azure.Method, options.Azure.AccessToken!.Reveal(), options.Azure.KeyVaultAccessToken!.Reveal()));
        Assert.Equal(ConnectionOptions.DefaultAtlasUri, options.AtlasUri);
    }

    [Fact]
    public void Without_the_operators_tokens_it_is_the_application_that_signs_in()
    {
        var line = Line();
        line.Remove("azureAccessToken");
        var (options, _) = Read(line);
        Assert.Equal((AzureAuthentication.ClientSecret, "tenant-1", "app-1", "azure-secret"),
            (options.Azure.Method, options.Azure.TenantId, options.Azure.ClientId, options.Azure.ClientSecret!.Reveal()));
    }

    [Theory]
    [InlineData("https://10.0.0.1:4443")]
    [InlineData("https://cloud.mongodb.com")]
    [InlineData("https://127.0.0.1.example:4443")]
    [InlineData("nonsense")]
    public void An_address_that_is_not_loopback_is_refused_and_named(string address)
    {
        var line = Line();
        line["address"] = address;
        var e = Assert.Throws<AtlasCmkException>(() => Read(line));
        Assert.Equal(("SandboxFileUnusable", FailureKind.InvalidArgument), (e.ErrorId, e.Kind));
        Assert.Contains(address, e.Message, StringComparison.Ordinal);
        Assert.Contains(_path, e.Message, StringComparison.Ordinal);
        Assert.Contains("serve > sandbox.json", e.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://localhost:4443")]
    [InlineData("https://[::1]:4443")]
    [InlineData("https://127.8.8.8:4443")]
    public void Every_name_of_loopback_is_accepted(string address)
    {
        var line = Line();
        line["address"] = address;
        Assert.NotNull(Read(line).Options.Sandbox);
    }

    [Theory]
    [InlineData("tenantId")]
    [InlineData("azureClientId")]
    [InlineData("azureClientSecret")]
    public void Without_the_operators_tokens_the_application_must_be_complete(string name)
    {
        var line = Line();
        line.Remove("azureAccessToken");
        line.Remove(name);
        Assert.Contains($"\"{name}\"", Assert.Throws<AtlasCmkException>(() => Read(line)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("address")]
    [InlineData("port")]
    [InlineData("caCertificate")]
    [InlineData("publicKey")]
    [InlineData("privateKey")]
    [InlineData("projectId")]
    [InlineData("keyVaultAccessToken")]
    public void A_property_that_is_missing_empty_or_of_another_type_is_named(string name)
    {
        foreach (var value in new JToken?[] { null, "", new JObject(), -1 })
        {
            var line = Line();
            line.Remove(name);
            if (value is not null)
            {
                line[name] = value;
            }

            Assert.Contains($"\"{name}\"", Assert.Throws<AtlasCmkException>(() => Read(line)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON at all: private-key")]
    [InlineData("{\"privateKey\":\"private-key")]
    [InlineData("[\"private-key\"]")]
    public void Another_first_line_is_refused_without_repeating_it(string text)
    {
        File.WriteAllText(_path, text);
        var e = Assert.Throws<AtlasCmkException>(() => SandboxFile.Read(_path));
        Assert.Equal("SandboxFileUnusable", e.ErrorId);
        Assert.DoesNotContain("private-key", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var e = Assert.Throws<AtlasCmkException>(() => SandboxFile.Read(_path + ".absent"));
        Assert.Contains(_path + ".absent", e.Message, StringComparison.Ordinal);
        Assert.Contains("the file does not exist", e.Message, StringComparison.Ordinal);
    }

    /// <summary>The file names the port, so the user's own identity must not be sent there.</summary>
    [Theory]
    [InlineData("Default")]
    [InlineData("AzContext")]
    [InlineData("AzureCli")]
    [InlineData("ClientSecret")]
    [InlineData("5")]
    [InlineData("somethingElse")]
    public void An_identity_that_the_file_does_not_hold_is_refused(string method)
    {
        var line = Line();
        line["azureAuthentication"] = method;

        var e = Assert.Throws<AtlasCmkException>(() => Read(line));

        Assert.Equal("SandboxFileUnusable", e.ErrorId);
        Assert.Contains(method, e.Message, StringComparison.Ordinal);
    }

    /// <summary>The variables of these tests do not hold what the file says.</summary>
    [Theory]
    [InlineData("http://127.0.0.1:4080/identity")]
    [InlineData(null)]
    public void A_managed_identity_is_the_Sandboxs_or_not_used(string? endpoint)
    {
        var line = Line();
        line["azureAuthentication"] = "ManagedIdentity";
        line["identityEndpoint"] = endpoint;
        line["identityHeader"] = "header";

        Assert.Contains("identityEndpoint", Assert.Throws<AtlasCmkException>(() => Read(line)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_file_with_a_speed_gives_a_session_another_clock()
    {
        var line = Line();
        Assert.Same(TimeProvider.System, Read(line).Options.Time);

        (line["clockSpeed"], line["clockOrigin"]) = (20, TimeProvider.System.GetUtcNow().AddSeconds(-10).ToString("O"));
        var ahead = Read(line).Options.Time.GetUtcNow() - TimeProvider.System.GetUtcNow();

        Assert.InRange(ahead, TimeSpan.FromSeconds(180), TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData("0", 0, "clockSpeed")]
    [InlineData("-1", 0, "clockSpeed")]
    [InlineData("1001", 0, "clockSpeed")]
    [InlineData("1.5", 0, "clockSpeed")]
    [InlineData("\"2\"", 0, "clockSpeed")]
    [InlineData("null", 0, "clockSpeed")]
    [InlineData("9", null, "clockOrigin")]
    [InlineData("9", 1, "clockOrigin")]
    [InlineData("9", -400, "clockOrigin")]
    public void An_invalid_clock_is_refused(string speed, int? daysFromNow, string named)
    {
        var line = Line();
        (line["clockSpeed"], line["clockOrigin"]) = (JToken.Parse(speed), daysFromNow is { } days ? TimeProvider.System.GetUtcNow().AddDays(days).ToString("O") : "soon");

        var e = Assert.Throws<AtlasCmkException>(() => Read(line));

        Assert.Equal("SandboxFileUnusable", e.ErrorId);
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite, UnixFileMode.None)]
    [InlineData(UnixFileMode.OtherWrite, UnixFileMode.None)]
    [InlineData(UnixFileMode.None, UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.None, UnixFileMode.OtherWrite)]
    public void A_file_that_others_can_write_is_refused_with_the_command_that_fixes_it(UnixFileMode ofFile, UnixFileMode ofFolder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var folder = Directory.CreateTempSubdirectory("atlascmk-test-").FullName;
        var (file, link) = (Path.Combine(folder, "sandbox.json"), Path.Combine(folder, "link.json"));
        try
        {
            File.WriteAllText(file, Line().ToString(Newtonsoft.Json.Formatting.None));
            File.CreateSymbolicLink(link, file);
            Assert.NotNull(SandboxFile.Read(link).Options);

            File.SetUnixFileMode(file, Mine | ofFile);
            File.SetUnixFileMode(folder, Mine | UnixFileMode.UserExecute | ofFolder);

            foreach (var path in new[] { file, link })
            {
                var e = Assert.Throws<AtlasCmkException>(() => SandboxFile.Read(path));
                Assert.Equal("SandboxFileUnusable", e.ErrorId);
                Assert.Contains("chmod go-w", e.Remedy, StringComparison.Ordinal);
                Assert.Contains(ofFile == UnixFileMode.None ? folder : path, e.Remedy, StringComparison.Ordinal);
            }

            File.SetUnixFileMode(file, Mine);
            File.SetUnixFileMode(folder, Mine | UnixFileMode.UserExecute | ofFolder | UnixFileMode.StickyBit);
            Assert.NotNull(SandboxFile.Read(file).Options);
        }
        finally
        {
            File.SetUnixFileMode(folder, Mine | UnixFileMode.UserExecute);
            Directory.Delete(folder, recursive: true);
        }
    }
}
