using AtlasCmk.Clients;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Azure.Core.Pipeline;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

/// <summary>The secrets of an application, from Microsoft Graph.</summary>
public sealed class ApplicationApiTests : IDisposable
{
    private static readonly Guid s_client = new("631a96bc-a705-4eda-9f99-fdaf9f54f6a2");

    private readonly FakeArm _graph = new();
    private readonly KeptLog _log = new();

    public void Dispose() => _graph.Dispose();

    [Theory]
    [InlineData("AZURE", "graph.microsoft.com")]
    [InlineData("AZURE_US_GOVERNMENT", "graph.microsoft.us")]
    [InlineData("AZURE_CHINA", "microsoftgraph.chinacloudapi.cn")]
    public async Task The_token_goes_to_the_Graph_of_the_sessions_cloud_at_the_documented_address(string cloud, string host)
    {
        _graph.Answer(200, $$"""
            {"appId":"{{s_client}}","passwordCredentials":[{"keyId":"k","displayName":"n","hint":"abc","startDateTime":"2026-01-01T00:00:00Z","endDateTime":"2027-01-01T00:00:00.25Z"}]}
            """);

        var found = await Api(AzureCloud.Find(cloud)!).FindSecretsAsync(AzureCloud.Find(cloud)!, s_client, default);

        Assert.Equal(new ApplicationSecret("k", "n", "abc", new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2027, 1, 1, 0, 0, 0, 250, TimeSpan.Zero)), Assert.Single(found!.Secrets));
        var sent = Assert.Single(_graph.Requests);
        Assert.Equal($"https://{host}/v1.0/applications(appId='{s_client}')?$select=id,appId,passwordCredentials", sent.Address.AbsoluteUri);
        Assert.Equal("Bearer graph-token-that-must-not-be-seen", sent.Authorization);
        Assert.DoesNotContain("abc", string.Join('\n', [.. _log.VerboseLines, .. _log.DebugLines]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_stays_with_an_unknown_end()
    {
        _graph.Answer(200, $$"""{"appId":"{{s_client}}","passwordCredentials":[{"endDateTime":"soon"},{"endDateTime":null},{},7,null]}""");

        var found = await Api().FindSecretsAsync(AzureCloud.Public, s_client, default);

        Assert.Equal(5, found!.Secrets.Count);
        Assert.All(found.Secrets, s => Assert.Null(s.End));
    }

    [Fact]
    public async Task An_answer_about_another_application_is_not_trusted()
    {
        _graph.Answer(200, """{"appId":"00000000-0000-4000-8000-000000000001","passwordCredentials":[]}""");
        Assert.Equal("UntrustedAnswer", (await Assert.ThrowsAsync<AzureApiException>(() => Api().FindSecretsAsync(AzureCloud.Public, s_client, default))).ErrorId);
    }

    [Fact]
    public async Task An_answer_without_the_list_does_not_say_that_there_are_none()
    {
        _graph.Answer(200, $$"""{"appId":"{{s_client}}"}""");
        Assert.Equal("UnreadableAnswer", (await Assert.ThrowsAsync<AzureApiException>(() => Api().FindSecretsAsync(AzureCloud.Public, s_client, default))).ErrorId);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _graph.Answer(302, "", ("Location", "https://evil.example/v1.0/applications"));
        Assert.Equal("RedirectRefused", (await Assert.ThrowsAsync<AzureApiException>(() => Api().FindSecretsAsync(AzureCloud.Public, s_client, default))).ErrorId);
        Assert.Single(_graph.Requests);
    }

    [Fact]
    public async Task A_project_of_another_cloud_is_not_looked_up_in_this_one()
    {
        await Assert.ThrowsAsync<AtlasCmkException>(() => Api().FindSecretsAsync(AzureCloud.China, s_client, default));
        Assert.Empty(_graph.Requests);
    }

    [Fact]
    public async Task Without_a_token_for_Graph_nothing_is_sent_and_the_parameter_is_named()
    {
        var options = Options(new(AzureAuthentication.AccessToken) { AccessToken = Secret(Token) }, TimeProvider.System);
        var api = new ApplicationApi(AzurePipeline.ForGraph(options, Over(_graph), new AccessTokenCredential(options)), options, _log);

        var e = await Assert.ThrowsAsync<AtlasCmkException>(() => api.FindSecretsAsync(AzureCloud.Public, s_client, default));

        Assert.Equal(("The session has no token for Microsoft Graph.", true), (e.Message, e.Remedy!.Contains("-GraphAccessToken", StringComparison.Ordinal)));
        Assert.Empty(_graph.Requests);
    }

    [Fact]
    public async Task Az_is_asked_for_a_token_of_Microsoft_Graph()
    {
        _graph.Answer(404, """{"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist.","innerError":{"request-id":"r"}}}""");
        var options = Options(new(AzureAuthentication.AzContext), TimeProvider.System);
        var command = new RunspaceLog(new AzContextToken(Secret("az-graph"), DateTimeOffset.UtcNow.AddHours(1), null));

        var api = new ApplicationApi(AzurePipeline.ForGraph(options, Over(_graph), AzureCredentials.Create(options, Over(_graph))), options, command);

        Assert.Null(await api.FindSecretsAsync(AzureCloud.Public, s_client, default));

        Assert.Equal("MSGraph", Assert.Single(command.Asked).Resource);
    }

    [Fact]
    public async Task The_Sandbox_shows_the_secrets_of_its_application_to_a_caller_who_may_read_them()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions());
        using var connection = new AtlasConnection(SandboxFile.Read(server.DescriptionFile).Options);
        var (api, client) = (connection.OpenApplications(_log), Guid.Parse(server.Description.AzureClientId));

        var secret = Assert.Single((await api.FindSecretsAsync(AzureCloud.Public, client, default))!.Secrets);
        Assert.Equal(server.Description.AzureClientSecret[..3], secret.Hint);
        Assert.Empty((await api.FindServicePrincipalSecretsAsync(AzureCloud.Public, client, default))!.Secrets);
        Assert.Null(await api.FindSecretsAsync(AzureCloud.Public, Guid.NewGuid(), default));

        Sandbox.SandboxHttp.Command(server, "setGraphPermissions", new { permissions = Array.Empty<string>() });
        var e = await Assert.ThrowsAsync<AzureApiException>(() => api.FindSecretsAsync(AzureCloud.Public, client, default));
        Assert.Equal(("AzureRoleTooSmall", "Authorization_RequestDenied"), (e.ErrorId, e.ErrorCode));
        Assert.Contains("Application.Read.All", e.Remedy, StringComparison.Ordinal);
    }

    private ApplicationApi Api(AzureCloud? cloud = null)
    {
        var options = Options(new(AzureAuthentication.AccessToken) { AccessToken = Secret(Token), GraphAccessToken = Secret("graph-token-that-must-not-be-seen") }, TimeProvider.System, cloud);
        return new(AzurePipeline.ForGraph(options, Over(_graph), new AccessTokenCredential(options)), options, _log);
    }
}
