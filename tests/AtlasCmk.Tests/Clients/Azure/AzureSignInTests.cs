using AtlasCmk.Clients;
using Azure.Core;
using Azure.Identity;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

public sealed class AzureSignInTests : IDisposable
{
    private const string Tenant = "11111111-1111-1111-1111-111111111111";
    private const string ClientSecret = "s3cret~that-must-not-be-seen";

    private static readonly TokenRequestContext s_arm = new([AzureCloud.Public.ResourceManagerScope]);

    private readonly FakeArm _login = new();
    private readonly SteppingTime _time = new();

    public void Dispose() => _login.Dispose();

    private TokenCredential Application(AzureCloud? cloud = null, string tenant = Tenant) => AzureCredentials.Create(
        Options(new(AzureAuthentication.ClientSecret) { ClientId = "app-1", TenantId = tenant, ClientSecret = Secret(ClientSecret) }, _time, cloud), Over(_login));

    private static async Task<AccessToken> TokenAsync(TokenCredential credential) => await credential.GetTokenAsync(s_arm, default);

    [Theory]
    [InlineData("AZURE", "login.microsoftonline.com")]
    [InlineData("AZURE_CHINA", "login.chinacloudapi.cn")]
    [InlineData("AZURE_US_GOVERNMENT", "login.microsoftonline.us")]
    public async Task A_client_secret_goes_to_the_authority_of_the_cloud_and_nowhere_else(string cloud, string host)
    {
        _login.Answer(200, """{"token_type":"Bearer","expires_in":3600,"access_token":"fresh"}""");

        var token = await TokenAsync(Application(AzureCloud.Find(cloud)));

        Assert.Equal("fresh", token.Token);
        var sent = Assert.Single(_login.Requests);
        Assert.Equal($"https://{host}/{Tenant}/oauth2/v2.0/token", sent.Address.GetLeftPart(UriPartial.Path));
        Assert.Contains("grant_type=client_credentials", sent.Body, StringComparison.Ordinal);
        Assert.Contains("client_id=app-1", sent.Body, StringComparison.Ordinal);
        Assert.Contains($"client_secret={Uri.EscapeDataString(ClientSecret)}", sent.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_is_reported_with_Entras_message_and_without_the_secret()
    {
        _login.Answer(401, """{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.","error_codes":[7000215],"correlation_id":"c"}""");

        var e = await Assert.ThrowsAsync<AzureApiException>(() => TokenAsync(Application()));

        Assert.Equal(("AzureSignInFailed", FailureKind.Authentication), (e.ErrorId, e.Kind));
        Assert.Contains("application app-1", e.Message, StringComparison.Ordinal);
        Assert.Contains("AADSTS7000215", e.Message, StringComparison.Ordinal);
        Assert.Contains("-AzureCredential", e.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(ClientSecret, e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_without_an_answer_is_not_reported_as_rejected()
    {
        _login.Fail(new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"));
        var e = await Assert.ThrowsAsync<AtlasUnreachableException>(() => TokenAsync(Application()));
        Assert.Equal("login.microsoftonline.com", e.Host);
        Assert.Equal(5, _login.Requests.Count);
    }

    [Fact]
    public async Task A_tenant_that_cannot_be_one_is_a_clear_error()
    {
        var e = await Assert.ThrowsAsync<AzureApiException>(() => TokenAsync(Application(tenant: "no tenant/")));
        Assert.Equal("AzureSignInFailed", e.ErrorId);
        Assert.Empty(_login.Requests);
    }

    [Fact]
    public void A_client_secret_without_a_tenant_is_refused()
    {
        var options = Options(new(AzureAuthentication.ClientSecret) { ClientId = "app-1", ClientSecret = Secret("x") }, _time);
        Assert.Equal("AzureSignInIncomplete", Assert.Throws<AtlasCmkException>(() => AzureCredentials.Create(options, Over(_login))).ErrorId);
    }

    [Fact]
    public async Task The_first_source_that_is_there_is_taken_kept_and_announced_once()
    {
        var absent = new ScriptedCredential("", new CredentialUnavailableException("not configured"));
        var present = new ScriptedCredential("t");
        var made = 0;
        var credential = new AzureSignInCredential(
            [new("nothing", () => absent), new("something", () => present), new("never needed", () => { made++; return present; })], AzureCloud.Public);

        Assert.Equal("t", (await TokenAsync(credential)).Token);
        Assert.Equal("t", (await TokenAsync(credential)).Token);

        Assert.Equal((1, 2, 0), (absent.Asked, present.Asked, made));
        Assert.Equal("Signed in to Azure by: something.", credential.TakeAnnouncement());
        Assert.Null(credential.TakeAnnouncement());
    }

    [Fact]
    public async Task The_first_command_says_which_source_was_taken()
    {
        var azure = new ArmFixture(new AzureSignInCredential([new("Azure CLI", () => new ScriptedCredential("t"))], AzureCloud.Public));
        azure.Arm.Answer(200, ConnectionJson());
        await azure.Api.GetConnectionAsync(Id, default);
        await azure.Api.GetConnectionAsync(Id, default);
        Assert.Equal(
            ["Signed in to Azure by: Azure CLI.", $"GET {ConnectionPath} → 200 in 0 ms, try 1", $"GET {ConnectionPath} → 200 in 0 ms, try 1"], azure.Log.VerboseLines);
    }

    [Fact]
    public async Task If_no_sign_in_method_is_available_each_gives_its_reason()
    {
        var credential = new AzureSignInCredential(
            [new("first", () => new ScriptedCredential("", new CredentialUnavailableException("one reason"))),
                new("second", () => new ScriptedCredential("", new CredentialUnavailableException("another\nreason")))], AzureCloud.Public);

        var e = await Assert.ThrowsAsync<AzureApiException>(() => TokenAsync(credential));

        Assert.Equal("AzureSignInFailed", e.ErrorId);
        Assert.Contains("first: one reason", e.Message, StringComparison.Ordinal);
        Assert.Contains("second: another reason", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_there_and_fails_ends_the_search()
    {
        var next = new ScriptedCredential("t");
        var credential = new AzureSignInCredential(
            [new("first", () => new ScriptedCredential("", new AuthenticationFailedException("AADSTS1: no"))), new("second", () => next)], AzureCloud.Public);
        Assert.Contains("first: AADSTS1: no", (await Assert.ThrowsAsync<AzureApiException>(() => TokenAsync(credential))).Message, StringComparison.Ordinal);
        Assert.Equal(0, next.Asked);
    }

    /// <summary>The Azure CLI cannot answer a claims challenge by itself.</summary>
    [Fact]
    public async Task A_source_that_cannot_bring_the_claims_asks_for_a_sign_in_with_them()
    {
        const string Claims = """{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}""";
        var credential = new AzureSignInCredential([new("Azure CLI", () => new ScriptedCredential("", new AuthenticationFailedException("Azure CLI cannot")))], AzureCloud.Public);
        var e = await Assert.ThrowsAsync<AzureApiException>(async () => await credential.GetTokenAsync(new TokenRequestContext(s_arm.Scopes, claims: Claims), default));
        Assert.Equal("AzureMultiFactorRequired", e.ErrorId);
        Assert.Contains($"az login --claims-challenge '{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Claims))}'", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_vanishes_later_is_an_error_of_ours_too()
    {
        var source = new ScriptedCredential("t");
        var credential = new AzureSignInCredential([new("source", () => source)], AzureCloud.Public);
        await TokenAsync(credential);
        source.Failure = new CredentialUnavailableException("gone");
        Assert.Contains("source: gone", (await Assert.ThrowsAsync<AzureApiException>(() => TokenAsync(credential))).Message, StringComparison.Ordinal);
    }
}
