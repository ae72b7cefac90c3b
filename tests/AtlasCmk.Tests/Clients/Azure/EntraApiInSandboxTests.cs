using System.Net;
using AtlasCmk.Clients;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>A client secret is tried over a real connection, with Microsoft's own sign-in library, against the Sandbox's Entra.</summary>
public sealed class EntraApiInSandboxTests : IAsyncLifetime
{
    private readonly KeptLog _log = new();
    private SandboxServer _server = null!;
    private AtlasConnection _connection = null!;

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions());
        _connection = new(SandboxFile.Read(_server.DescriptionFile).Options);
    }

    public async Task DisposeAsync()
    {
        _connection.Dispose();
        await _server.DisposeAsync();
    }

    private Task CheckAsync(string? tenant = null, string? client = null, string? secret = null)
    {
        var known = _server.Description;
        return _connection.OpenEntra(_log).CheckClientSecretAsync(AzureCloud.Public, tenant ?? known.TenantId, client ?? known.AzureClientId,
            new NetworkCredential("", secret ?? known.AzureClientSecret).SecurePassword, default);
    }

    [Fact]
    public async Task A_right_secret_signs_in() => await CheckAsync();

    [Theory]
    [InlineData("secret", "AADSTS7000215")]
    [InlineData("client", "AADSTS700016")]
    [InlineData("tenant", "")]
    [InlineData("no tenant", "")]
    public async Task A_wrong_one_is_refused_with_Entra_s_own_reason_and_without_the_secret(string wrong, string reason)
    {
        const string Secret = "wr8Q~not-the-secret-of-anybody";
        var other = Guid.NewGuid().ToString();

        var failure = await Assert.ThrowsAsync<AzureApiException>(() => CheckAsync(
            wrong switch { "tenant" => other, "no tenant" => "a tenant?", _ => null }, wrong == "client" ? other : null, Secret));

        Assert.Equal("ClientSecretRefused", failure.ErrorId);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
    }
}
