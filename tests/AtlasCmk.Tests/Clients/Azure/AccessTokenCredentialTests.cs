using System.Text;
using AtlasCmk.Clients;
using Azure.Core;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

public sealed class AccessTokenCredentialTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private AccessTokenCredential Credential(string? arm, string? vault = null, SandboxRoute? sandbox = null) => new(Options(
        new(AzureAuthentication.AccessToken) { AccessToken = arm is null ? null : Secret(arm), KeyVaultAccessToken = vault is null ? null : Secret(vault) }, _time) with { Sandbox = sandbox });

    private static AccessToken Token(AccessTokenCredential credential, string? scope = null) =>
        credential.GetToken(new TokenRequestContext([scope ?? AzureCloud.Public.ResourceManagerScope]), default);

    private static string Jwt(string payload) =>
        $"eyJh.{Convert.ToBase64String(Encoding.UTF8.GetBytes(payload)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.sig";

    [Fact]
    public void The_expiry_of_a_JWT_is_read()
    {
        var expires = _time.GetUtcNow().AddMinutes(20);
        var jwt = Jwt($$"""{"aud":"https://management.azure.com/","name":"Zoë ÿÿ?>","exp":{{expires.ToUnixTimeSeconds()}}}""");
        var token = Token(Credential(jwt));
        Assert.Equal((jwt, expires), (token.Token, token.ExpiresOn));
    }

    [Fact]
    public void An_expired_token_is_refused_before_it_is_sent_and_not_shown()
    {
        var jwt = Jwt($$"""{"exp":{{_time.GetUtcNow().ToUnixTimeSeconds()}}}""");
        var e = Assert.Throws<AzureApiException>(() => Token(Credential(jwt)));
        Assert.Equal(("AzureTokenExpired", FailureKind.Authentication), (e.ErrorId, e.Kind));
        Assert.Contains("2026-03-01 12:00:00Z", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(jwt, e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_remedy_for_an_expired_Sandbox_token_is_to_start_the_Sandbox_again()
    {
        var jwt = Jwt($$"""{"exp":{{_time.GetUtcNow().ToUnixTimeSeconds()}}}""");
        var e = Assert.Throws<AzureApiException>(() => Token(Credential(jwt, sandbox: new("/tmp/sandbox.json", 1, "ca.pem"))));
        Assert.Equal("AzureTokenExpired", e.ErrorId);
        Assert.StartsWith("Start the Sandbox again", e.Remedy, StringComparison.Ordinal);
        Assert.Contains("/tmp/sandbox.json", e.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("-AzureAccessToken", e.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("opaque")]
    [InlineData("a.%%%.c")]
    [InlineData("a.e30.c")]
    [InlineData("a.W10.c")]
    public void A_token_without_an_expiry_is_accepted(string token) =>
        Assert.Equal(token, Token(Credential(token)).Token);

    [Fact]
    public void No_text_makes_it_fail() => Gen.String.Select(Gen.Long).Sample((text, exp) =>
    {
        Assert.Equal($"a.{text}.c", Token(Credential($"a.{text}.c")).Token);
        try
        {
            Token(Credential(Jwt($$"""{"exp":{{exp}}}""")));
        }
        catch (AzureApiException e)
        {
            Assert.Equal("AzureTokenExpired", e.ErrorId);
        }
    });

    [Fact]
    public void Each_part_of_Azure_gets_its_own_token()
    {
        var credential = Credential("for-arm", "for-vault");
        Assert.Equal("for-arm", Token(credential).Token);
        Assert.Equal("for-vault", Token(credential, AzureCloud.Public.VaultScope).Token);
    }

    [Theory]
    [InlineData("x", null, true, "-KeyVaultAccessToken")]
    [InlineData(null, "x", false, "-AzureAccessToken")]
    public void A_token_that_is_not_there_is_named(string? arm, string? vault, bool forVault, string parameter)
    {
        var e = Assert.Throws<AtlasCmkException>(() => Token(Credential(arm, vault), forVault ? AzureCloud.Public.VaultScope : null));
        Assert.Contains(parameter, e.Remedy, StringComparison.Ordinal);
    }
}
