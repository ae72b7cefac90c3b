using AtlasCmk.Clients;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Xunit;
using TransportFactory = AtlasCmk.Clients.Transport;

namespace AtlasCmk.Tests.Clients;

/// <summary>Through a proxy that asks for a user and a password, to the real host names.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await SandboxServer.StartAsync(new SandboxOptions { Proxy = true });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private ConnectionOptions Options(string? password) => SandboxFile.Read(_server.DescriptionFile).Options with
    {
        Proxy = new(new(_server.Description.Proxy!), password is null ? null : _server.Description.ProxyUser, password is null ? null : HttpSetup.Secure(password)),
    };

    private IEnumerable<(string Path, int Status)> Tunnels => _server.Requests.Snapshot().Where(r => r.Face == "proxy").Select(r => (r.Path, r.Status));

    [Fact]
    public async Task Both_clouds_are_reached_through_it()
    {
        var application = new AzureSignIn(AzureAuthentication.ClientSecret)
        {
            TenantId = _server.Description.TenantId,
            ClientId = _server.Description.AzureClientId,
            ClientSecret = HttpSetup.Secure(_server.Description.AzureClientSecret),
        };
        using var connection = new AtlasConnection(Options(_server.Description.ProxyPassword) with { Azure = application });
        var log = new KeptLog();
        await connection.OpenAtlas(log).GetProjectAsync(_server.Description.ProjectId, default);
        await connection.OpenKeyVault(log).ListConnectionsAsync(
            new(AzureCloud.Public, _server.Description.SubscriptionId, _server.Description.ResourceGroup, _server.Description.KeyVaultName), default);

        Assert.Equal(["cloud.mongodb.com:443", "login.microsoftonline.com:443", "management.azure.com:443"],
            Tunnels.Where(t => t.Status == 200).Select(t => t.Path).Distinct().Order());
        Assert.DoesNotContain(log.VerboseLines.Concat(log.DebugLines), l => l.Contains(_server.Description.ProxyPassword!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task A_proxy_that_requires_a_password_is_named(string? password)
    {
        using var connection = new AtlasConnection(Options(password));
        var e = await Assert.ThrowsAsync<AtlasUnreachableException>(() => connection.OpenAtlas(new KeptLog()).GetProjectAsync(_server.Description.ProjectId, default));
        Assert.Contains("-ProxyCredential", e.Message, StringComparison.Ordinal);
        Assert.Contains(new Uri(_server.Description.Proxy!).Authority, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Tunnels, t => t.Status == 200);
        Assert.DoesNotContain(_server.Requests.Snapshot(), r => r.Face == "atlas");
    }

    [Fact]
    public async Task The_proxy_of_the_Sandbox_leads_nowhere_else()
    {
        using var handler = TransportFactory.Create(Options(_server.Description.ProxyPassword));
        using var client = new HttpClient(handler);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("https://example.com/")));
        Assert.Equal(403, Tunnels.Last().Status);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/", true)]
    [InlineData("http://localhost/", true)]
    [InlineData("http://[::1]:1/x", true)]
    [InlineData("http://169.254.169.254/metadata/identity/oauth2/token", true)]
    [InlineData("https://cloud.mongodb.com/", false)]
    [InlineData("https://localhost.example.com/", false)]
    public void This_machine_and_its_identity_are_asked_directly(string address, bool direct)
    {
        using var handler = TransportFactory.Create(ArmFixture.Options(AzureSignIn.Default, TimeProvider.System) with { Proxy = new(new("http://proxy.example.com:3128"), null, null) });
        Assert.True(handler.UseProxy);
        Assert.Equal(direct, handler.Proxy!.IsBypassed(new(address)));
        Assert.Equal(direct ? null : new Uri("http://proxy.example.com:3128"), handler.Proxy.GetProxy(new(address)));
    }

    [Fact]
    public void A_password_without_a_proxy_is_for_the_systems()
    {
        using var handler = TransportFactory.Create(ArmFixture.Options(AzureSignIn.Default, TimeProvider.System) with { Proxy = new(null, "u", HttpSetup.Secure("p")) });
        Assert.True(handler.UseProxy);
        Assert.Equal("u", handler.Proxy!.Credentials!.GetCredential(new("http://any/"), "Basic")!.UserName);
    }

    [Theory]
    [InlineData("ftp://proxy:1/")]
    [InlineData("http://user:s3cret@proxy:3128/")]
    [InlineData("proxy")]
    public void An_invalid_proxy_address_is_refused_without_being_shown(string address)
    {
        var e = Assert.Throws<AtlasCmkException>(() => ProxyRules.Admit(new(address, UriKind.RelativeOrAbsolute)));
        Assert.Equal("SessionSettingsInvalid", e.ErrorId);
        Assert.DoesNotContain("s3cret", e.Message + e.Remedy + e.Target, StringComparison.Ordinal);
    }
}
