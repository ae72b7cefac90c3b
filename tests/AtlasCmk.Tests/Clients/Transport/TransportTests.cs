using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using AtlasCmk.Clients;
using Xunit;
using TransportFactory = AtlasCmk.Clients.Transport;

namespace AtlasCmk.Tests.Clients;

public sealed class TransportTests
{
    private static HttpClient Client(SandboxRoute? route) =>
        new(TransportFactory.Create(ArmFixture.Options(AzureSignIn.Default, TimeProvider.System) with { Sandbox = route }));

    [Fact]
    public void It_follows_no_redirect_keeps_no_cookie_and_uses_the_system_proxy()
    {
        using var handler = TransportFactory.Create(ArmFixture.Options(AzureSignIn.Default, TimeProvider.System));
        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
        Assert.True(handler.UseProxy);
        Assert.Null(handler.ConnectCallback);
        Assert.Null(handler.SslOptions.CertificateChainPolicy);
        Assert.InRange(handler.PooledConnectionLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15));
        Assert.InRange(handler.ConnectTimeout, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task With_a_sandbox_the_real_host_name_is_spoken_to_on_loopback_over_its_own_TLS()
    {
        using var server = new LoopbackTls("management.azure.com");
        using var client = Client(server.Route);
        Assert.Equal("management.azure.com", await client.GetStringAsync(new Uri("https://management.azure.com/x")));
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_not_trusted()
    {
        using var server = new LoopbackTls("management.azure.com");
        using var other = new LoopbackTls("management.azure.com");
        using var client = Client(server.Route with { AuthorityFile = other.AuthorityFile });
        var e = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri("https://management.azure.com/x")));
        Assert.IsType<AuthenticationException>(e.InnerException);
    }

    [Fact]
    public async Task The_host_name_is_still_checked()
    {
        using var server = new LoopbackTls("management.azure.com");
        using var client = Client(server.Route);
        var e = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri("https://cloud.mongodb.com/x")));
        Assert.IsType<AuthenticationException>(e.InnerException);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task An_address_on_loopback_keeps_its_own_port(string host)
    {
        using var server = new LoopbackTls("management.azure.com");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = Client(server.Route);
        var request = client.GetStringAsync(new Uri($"http://{host}:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
        using (var accepted = await listener.AcceptTcpClientAsync())
        {
            await accepted.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray());
            Assert.Equal("ok", await request);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no certificate")]
    public void An_authority_that_cannot_be_read_is_named(string? content)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, content);
            if (content is null)
            {
                File.Delete(file);
            }

            var e = Assert.Throws<AtlasCmkException>(() => Client(new("sandbox.json", 1, file)));
            Assert.Equal(("SandboxFileUnusable", FailureKind.InvalidArgument), (e.ErrorId, e.Kind));
            Assert.Contains(file, e.Message, StringComparison.Ordinal);
            Assert.Equal(content is null, e.Message.Contains("not running any more", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
