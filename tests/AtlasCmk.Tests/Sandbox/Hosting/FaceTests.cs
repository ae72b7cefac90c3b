using System.Net;
using System.Security.Authentication;
using AtlasCmk.Sandbox.Hosting;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class FaceTests
{
    [Theory]
    [InlineData("https://cloud.mongodb.com/api/atlas/v2/groups", Face.Atlas)]
    [InlineData("https://management.azure.com/subscriptions/x", Face.Arm)]
    [InlineData("https://management.chinacloudapi.cn/subscriptions/x", Face.Arm)]
    [InlineData("https://login.microsoftonline.us/common/discovery/instance", Face.Login)]
    [InlineData("https://any-vault.vault.usgovcloudapi.net/keys", Face.KeyVault)]
    [InlineData("https://127.0.0.1:{0}/api/atlas/v2/groups", Face.Atlas)]
    [InlineData("https://localhost:{0}/subscriptions/x", Face.Arm)]
    [InlineData("https://127.0.0.1:{0}/providers/x", Face.Arm)]
    [InlineData("https://127.0.0.1:{0}/keys", Face.KeyVault)]
    [InlineData("https://127.0.0.1:{0}/some-tenant/oauth2/v2.0/token", Face.Login)]
    [InlineData("https://127.0.0.1:{0}/common/discovery/instance", Face.Login)]
    [InlineData("https://127.0.0.1:{0}/metadata/identity/oauth2/token", Face.ManagedIdentity)]
    [InlineData("http://127.0.0.1:{1}/api/atlas/v2/groups", Face.Atlas)]
    [InlineData("http://127.0.0.1:{1}/msi/token", Face.ManagedIdentity)]
    public async Task A_face_is_found_by_host_and_on_the_loopback_by_path(string url, string face)
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.Client();

        await client.GetAsync(Fill(url, server));

        Assert.Equal(face, Assert.Single(server.Requests.Snapshot()).Face);
    }

    [Fact]
    public async Task Azure_answers_nothing_without_tls()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.Client();

        var answer = await client.GetAsync(Fill("http://127.0.0.1:{1}/subscriptions/x", server));

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_host_that_the_Sandbox_does_not_serve_is_misdirected()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, Fill("http://127.0.0.1:{1}/api/atlas/v2", server)) { Headers = { Host = "example.com" } };

        var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://cloud.mongodb.com/nowhere", "errorCode")]
    [InlineData("https://management.azure.com/nowhere", "error")]
    [InlineData("https://login.microsoftonline.com/nowhere", "error_description")]
    public async Task An_unknown_path_is_refused_in_the_faces_own_shape(string url, string field)
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.Client();

        var (status, body) = await client.SendAsync(HttpMethod.Get, url);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.True(body.ContainsKey(field), body.ToJsonString());
    }

    [Fact]
    public async Task Only_the_authority_of_the_description_is_trusted()
    {
        await using var server = await SandboxServer.StartAsync();
        await using var other = await SandboxServer.StartAsync();
        using var handler = SandboxHttp.Handler(server);
        handler.SslOptions.CertificateChainPolicy!.CustomTrustStore.Clear();
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(other.Description.CaCertificate);
        using var trustsAnother = new HttpClient(handler);

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => trustsAnother.GetAsync(SandboxHttp.Arm));

        Assert.IsType<AuthenticationException>(failure.InnerException);
    }

    [Fact]
    public async Task Certificate_and_description_disappear_with_the_world()
    {
        string certificate;
        string description;
        await using (var server = await SandboxServer.StartAsync())
        {
            (certificate, description) = (server.Description.CaCertificate, server.DescriptionFile);
            Assert.Equal(server.Description.ToJson() + "\n", await File.ReadAllTextAsync(description));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(description));
            }
        }

        Assert.False(File.Exists(certificate) || File.Exists(description));
    }

    private static string Fill(string url, SandboxServer server) =>
        url.Replace("{0}", $"{server.Description.Port}", StringComparison.Ordinal).Replace("{1}", $"{server.Description.HttpPort}", StringComparison.Ordinal);
}
