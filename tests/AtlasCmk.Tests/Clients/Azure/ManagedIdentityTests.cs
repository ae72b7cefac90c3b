using AtlasCmk.Clients;
using Azure.Core;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

/// <summary>The answer of the identity endpoint is reported with what to configure, because a runbook cannot run az login.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class ManagedIdentityTests : IDisposable
{
    private static readonly string[] s_names = ["AZURE_TOKEN_CREDENTIALS", "AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "IDENTITY_ENDPOINT", "IDENTITY_HEADER", "MSI_ENDPOINT", "PATH"];

    private readonly Dictionary<string, string?> _before = s_names.ToDictionary(n => n, Environment.GetEnvironmentVariable);
    private readonly FakeArm _network = new();

    public ManagedIdentityTests()
    {
        s_names.ToList().ForEach(name => Environment.SetEnvironmentVariable(name, null));
    }

    public void Dispose()
    {
        _network.Dispose();
        _before.ToList().ForEach(v => Environment.SetEnvironmentVariable(v.Key, v.Value));
    }

    private async Task<AzureApiException> RefusalAsync(AzureAuthentication method = AzureAuthentication.ManagedIdentity)
    {
        // Azure.Core keeps the tokens of an identity for the whole process.
        var signIn = new AzureSignIn(method) { ClientId = method == AzureAuthentication.ManagedIdentity ? Guid.NewGuid().ToString() : null };
        var credential = AzureCredentials.Create(Options(signIn, new SteppingTime()), Over(_network));
        return await Assert.ThrowsAsync<AzureApiException>(async () => await credential.GetTokenAsync(new TokenRequestContext([AzureCloud.Public.ResourceManagerScope]), default));
    }

    private static void AtEndpoint()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", "http://127.0.0.1:41/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", "identity-header-that-must-not-be-seen");
    }

    [Theory]
    [InlineData(200, "<html><title>Welcome to Contoso</title></html>", "Welcome to Contoso")]
    [InlineData(404, "<html><title>Welcome to Contoso</title></html>", "Welcome to Contoso")]
    [InlineData(200, "", "empty")]
    [InlineData(400, """{"error":"invalid_request","error_description":"Identity not found"}""", "Identity not found")]
    [InlineData(400, """{"statusCode":400,"message":"No managed identity was found for the account."}""", "No managed identity was found")]
    [InlineData(401, """{"error":"unauthorized_client","error_description":"The X-IDENTITY-HEADER identity-header-that-must-not-be-seen is wrong."}""", "unauthorized_client")]
    public async Task The_answer_of_the_endpoint_is_reported(int status, string body, string said)
    {
        AtEndpoint();
        _network.Answer(status, body);

        foreach (var method in new[] { AzureAuthentication.ManagedIdentity, AzureAuthentication.Default })
        {
            var e = await RefusalAsync(method);

            Assert.Equal(("AzureSignInFailed", FailureKind.Authentication), (e.ErrorId, e.Kind));
            Assert.Contains("127.0.0.1:41", e.Message, StringComparison.Ordinal);
            Assert.Contains($"{status}", e.Message, StringComparison.Ordinal);
            Assert.Contains(said, e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("invalid start of a value", e.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("must-not-be-seen", e.ToString(), StringComparison.Ordinal);
            Assert.Contains("Azure Automation", e.Remedy, StringComparison.Ordinal);
            Assert.Contains("-AzureClientId", e.Remedy, StringComparison.Ordinal);
            Assert.DoesNotContain("az login", e.Remedy, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"access_token":"t-that-must-not-be-seen","expires_on":"99999999999999999999"}""")]
    [InlineData("""{"access_token":"t-that-must-not-be-seen","expires_on":"soon"}""")]
    [InlineData("""{"accessToken":"t-that-must-not-be-seen"}""")]
    [InlineData("""["t-that-must-not-be-seen"]""")]
    [InlineData("t-that-must-not-be-seen")]
    public async Task A_token_of_an_odd_form_is_an_error_that_does_not_show_it(string body)
    {
        AtEndpoint();
        _network.Answer(200, body);
        Assert.DoesNotContain("must-not-be-seen", (await RefusalAsync()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_without_an_identity_endpoint_gets_a_clear_error()
    {
        _network.Fail(new HttpRequestException("no route"));
        var e = await RefusalAsync();
        Assert.Contains("IDENTITY_ENDPOINT", e.Message, StringComparison.Ordinal);
        Assert.Contains("169.254.169.254", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("az login", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_is_named_and_not_Microsoft_Entra()
    {
        AtEndpoint();
        _network.Fail(new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
        var signIn = new AzureSignIn(AzureAuthentication.ManagedIdentity) { ClientId = Guid.NewGuid().ToString() };
        var credential = AzureCredentials.Create(Options(signIn, new SteppingTime()), Over(_network));

        var e = await Assert.ThrowsAsync<AtlasUnreachableException>(async () => await credential.GetTokenAsync(new TokenRequestContext([AzureCloud.Public.ResourceManagerScope]), default));

        Assert.Equal("127.0.0.1:41", e.Host);
        Assert.Contains("Azure Automation", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_at_the_machines_own_address_is_reported_too()
    {
        _network.Answer(200, "<html><title>Welcome to Contoso</title></html>");
        var e = await RefusalAsync();
        Assert.Contains("Welcome to Contoso", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("invalid start of a value", e.ToString(), StringComparison.Ordinal);
    }
}
