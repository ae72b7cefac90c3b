using AtlasCmk.Clients;
using Azure.Core;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

/// <summary>The default sign-in reads the process's environment: these tests set it while no other test runs, and put it back.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class AzureSurroundingsTests : IDisposable
{
    private static readonly string[] s_names =
        ["AZURE_TOKEN_CREDENTIALS", "AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_FEDERATED_TOKEN_FILE", "IDENTITY_ENDPOINT", "IDENTITY_HEADER", "MSI_ENDPOINT", "PATH"];

    private readonly Dictionary<string, string?> _before = s_names.ToDictionary(n => n, Environment.GetEnvironmentVariable);
    private readonly FakeArm _network = new();

    public AzureSurroundingsTests()
    {
        // Without a PATH there is no Azure CLI either.
        foreach (var name in s_names)
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    public void Dispose()
    {
        _network.Dispose();
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    /// <summary>Azure.Core keeps the tokens of an identity for the whole process.</summary>
    private static string NobodyYet() => Guid.NewGuid().ToString();

    private Task<string> TokenAsync() => TokenAsync(AzureSignIn.Default);

    private async Task<string> TokenAsync(AzureSignIn signIn)
    {
        var credential = AzureCredentials.Create(Options(signIn, new SteppingTime()), Over(_network));
        return (await credential.GetTokenAsync(new TokenRequestContext([AzureCloud.Public.ResourceManagerScope]), default)).Token;
    }

    [Fact]
    public async Task If_nothing_is_available_every_method_is_named_with_its_reason()
    {
        _network.Fail(new HttpRequestException("no route"));

        var e = await Assert.ThrowsAsync<AzureApiException>(TokenAsync);

        Assert.Equal(FailureKind.Authentication, e.Kind);
        Assert.All(["Az context: Az.Accounts is not imported", "environment variables", "workload identity", "managed identity", "Azure CLI"],
            way => Assert.Contains(way, e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Environment_variables_come_first()
    {
        Environment.SetEnvironmentVariable("AZURE_TENANT_ID", "22222222-2222-2222-2222-222222222222");
        Environment.SetEnvironmentVariable("AZURE_CLIENT_ID", "app-2");
        Environment.SetEnvironmentVariable("AZURE_CLIENT_SECRET", "hush");
        _network.Answer(200, """{"token_type":"Bearer","expires_in":3600,"access_token":"from-environment"}""");

        Assert.Equal("from-environment", await TokenAsync());

        Assert.StartsWith("https://login.microsoftonline.com/22222222-", Assert.Single(_network.Requests).Address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_managed_identity_is_asked_where_the_host_says_it_is()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", "http://127.0.0.1:41/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", "h");
        _network.Answer(200, $$"""{"access_token":"from-identity","expires_on":"{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}}","resource":"r","token_type":"Bearer"}""");

        Assert.Equal("from-identity", await TokenAsync());

        Assert.Equal(41, Assert.Single(_network.Requests).Address.Port);
    }

    [Theory]
    [InlineData("dev", "Azure CLI", "managed identity")]
    [InlineData("prod", "managed identity", "Azure CLI")]
    [InlineData("WorkloadIdentityCredential", "workload identity", "managed identity")]
    public async Task The_variable_of_the_Azure_SDKs_that_restricts_the_ways_is_obeyed(string choice, string tried, string untried)
    {
        Environment.SetEnvironmentVariable("AZURE_TOKEN_CREDENTIALS", choice);
        Environment.SetEnvironmentVariable("AZURE_CLIENT_ID", NobodyYet());
        _network.Fail(new HttpRequestException("no route"));

        var e = await Assert.ThrowsAsync<AzureApiException>(TokenAsync);

        Assert.Contains(tried, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(untried, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restriction_that_leaves_no_way_is_named()
    {
        Environment.SetEnvironmentVariable("AZURE_TOKEN_CREDENTIALS", "VisualStudioCredential");
        Assert.Contains("VisualStudioCredential", (await Assert.ThrowsAsync<AtlasCmkException>(TokenAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_assigned_identity_is_asked_for_by_its_client_id()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", "http://127.0.0.1:41/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", "h");
        Environment.SetEnvironmentVariable("AZURE_CLIENT_ID", "somebody-else");
        _network.Answer(200, $$"""{"access_token":"mine","expires_on":"{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}}","resource":"r","token_type":"Bearer"}""");

        Assert.Equal("mine", await TokenAsync(new(AzureAuthentication.ManagedIdentity) { ClientId = "11111111-2222-3333-4444-555555555555" }));

        var asked = Uri.UnescapeDataString(Assert.Single(_network.Requests).Address.Query);
        Assert.Contains("client_id=11111111-2222-3333-4444-555555555555", asked, StringComparison.Ordinal);
        Assert.Contains("resource=https://management.azure.com", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManagedIdentity_uses_no_other_method_and_ignores_the_restriction()
    {
        Environment.SetEnvironmentVariable("AZURE_TOKEN_CREDENTIALS", "dev");
        Environment.SetEnvironmentVariable("AZURE_TENANT_ID", "22222222-2222-2222-2222-222222222222");
        Environment.SetEnvironmentVariable("AZURE_CLIENT_ID", "app-2");
        Environment.SetEnvironmentVariable("AZURE_CLIENT_SECRET", "hush");
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", "http://127.0.0.1:41/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", "h");
        _network.Answer(400, """{"error":"invalid_request","error_description":"Identity not found"}""");

        var e = await Assert.ThrowsAsync<AzureApiException>(() => TokenAsync(new(AzureAuthentication.ManagedIdentity) { ClientId = "66666666-2222-3333-4444-555555555555" }));

        Assert.Contains("managed identity 66666666-", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("environment variables", e.Message, StringComparison.Ordinal);
        Assert.All(_network.Requests, r => Assert.Equal(41, r.Address.Port));
    }

    /// <summary>Azure's default sign-in follows the variable first, so the user of the CLI would replace the machine's identity.</summary>
    [Theory]
    [InlineData("AzureCliCredential")]
    [InlineData("dev")]
    [InlineData("bogus")]
    public async Task A_machine_without_an_identity_does_not_use_another_sign_in(string choice)
    {
        using var tools = new FakeAzureCli();
        Environment.SetEnvironmentVariable("PATH", tools.Folder);
        Environment.SetEnvironmentVariable("AZURE_TOKEN_CREDENTIALS", choice);
        _network.Fail(new HttpRequestException("no route"));

        var e = await Assert.ThrowsAsync<AzureApiException>(() => TokenAsync(new(AzureAuthentication.ManagedIdentity) { ClientId = NobodyYet() }));

        Assert.Equal("AzureSignInFailed", e.ErrorId);
        Assert.Contains("managed identity ", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(choice, e.Message, StringComparison.Ordinal);
        Assert.False(tools.WasAsked);
        Assert.InRange(_network.Requests.Count, 1, 3);
        Assert.All(_network.Requests, r => Assert.Equal("169.254.169.254", r.Address.Host));
    }

    [Fact]
    public async Task The_Azure_CLI_alone_says_that_it_is_not_there()
    {
        var e = await Assert.ThrowsAsync<AzureApiException>(() => TokenAsync(new(AzureAuthentication.AzureCli)));
        Assert.Contains("Azure CLI", e.Message, StringComparison.Ordinal);
        Assert.Empty(_network.Requests);
    }
}
