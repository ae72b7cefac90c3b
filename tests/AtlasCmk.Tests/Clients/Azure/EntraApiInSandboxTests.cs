using AtlasCmk.Clients;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using AtlasCmk.Tests.Sandbox;
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
            ArmFixture.Secret(secret ?? known.AzureClientSecret), default);
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

    [Theory]
    [InlineData("AADSTS9999999", "error?code=9999999")]
    [InlineData(null, "One possibility is the secret")]
    public void A_refusal_that_is_not_known_is_not_put_down_to_the_secret(string? number, string remedy)
    {
        var failure = AzureSignInFailures.ClientSecretRefused("app", "tenant", new(number, "Something new."));

        Assert.StartsWith("Read Microsoft Entra's explanation above.", failure.Remedy, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
    }

    /// <summary>Twenty projects of one command share one secret.</summary>
    [Fact]
    public async Task A_secret_is_tried_once_for_all_projects_of_a_command()
    {
        const string Secret = "wr8Q~not-the-secret-of-anybody";
        var failures = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Assert.ThrowsAsync<AzureApiException>(() => CheckAsync(secret: Secret))));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CheckAsync()));

        Assert.All(failures, e => Assert.Equal(("ClientSecretRefused", "AADSTS7000215"), (e.ErrorId, e.ErrorCode)));
        Assert.Equal(2, _server.Requests.Snapshot().Count(r => r.Path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Entras_message_appears_once_and_expired_and_wrong_secrets_are_distinguished()
    {
        var wrong = await Assert.ThrowsAsync<AzureApiException>(() => CheckAsync(secret: "wr8Q~not-the-secret-of-anybody"));
        _server.Command("expireAzureSecret", new { });
        var expired = await Assert.ThrowsAsync<AzureApiException>(() => CheckAsync());

        Assert.Equal(2, wrong.Message.Split("AADSTS7000215").Length);
        Assert.Equal(2, wrong.Message.Split("Invalid client secret").Length);
        Assert.Equal("AADSTS7000222", expired.ErrorCode);
        Assert.NotEqual(wrong.Remedy, expired.Remedy);
    }
}
