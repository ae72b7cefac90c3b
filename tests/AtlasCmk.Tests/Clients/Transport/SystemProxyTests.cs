using System.Net;
using Xunit;
using TransportFactory = AtlasCmk.Clients.Transport;

namespace AtlasCmk.Tests.Clients;

/// <summary>The system's proxy belongs to the process: it is changed while no other test runs, and put back.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class SystemProxyTests : IDisposable
{
    private static readonly Uri s_proxy = new("http://proxy.example.com:3128");

    private readonly IWebProxy _before = HttpClient.DefaultProxy;

    public SystemProxyTests() => HttpClient.DefaultProxy = new WebProxy(s_proxy) { Credentials = new NetworkCredential("system", "p") };

    public void Dispose() => HttpClient.DefaultProxy = _before;

    private static SocketsHttpHandler Handler(ProxySettings? given = null) =>
        TransportFactory.Create(ArmFixture.Options(AzureSignIn.Default, TimeProvider.System) with { Proxy = given });

    [Theory]
    [InlineData("http://127.0.0.1:41/token", true)]
    [InlineData("http://localhost:41/token", true)]
    [InlineData("http://169.254.169.254/metadata/identity/oauth2/token", true)]
    [InlineData("https://cloud.mongodb.com/", false)]
    public void The_system_s_proxy_is_not_asked_for_this_machine_and_its_identity(string address, bool direct)
    {
        using var handler = Handler();

        Assert.True(handler.UseProxy);
        Assert.Equal(direct, handler.Proxy!.IsBypassed(new(address)));
        Assert.Equal(direct ? null : s_proxy, handler.Proxy.GetProxy(new(address)));
    }

    [Fact]
    public void Its_own_user_counts_unless_one_is_given()
    {
        using var own = Handler();
        using var given = Handler(new(null, "u", HttpSetup.Secure("p")));

        Assert.Equal(["system", "u"], new[] { own, given }.Select(h => h.Proxy!.Credentials!.GetCredential(s_proxy, "Basic")!.UserName));
    }
}
