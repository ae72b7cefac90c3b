using System.Globalization;
using System.Net;
using System.Text;
using AtlasCmk.Clients;
using Newtonsoft.Json;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>One list of secrets, and every spelling in which a server or an exception may repeat them.</summary>
public sealed class SessionSecretsTests
{
    private const string Awkward = "a\"b\\c/d é&<%41+\u0001 end";

    private static readonly ConnectionOptions s_options = new()
    {
        Atlas = new("public", HttpSetup.Secure("atlas-private-key-0123456789")),
        Azure = new(AzureAuthentication.ClientSecret)
        {
            ClientSecret = HttpSetup.Secure("azure-client-secret-0123456789"),
            AccessToken = HttpSetup.Secure("arm-token-0123456789"),
            KeyVaultAccessToken = HttpSetup.Secure("vault-token-0123456789"),
            GraphAccessToken = HttpSetup.Secure("graph-token-0123456789"),
        },
        Proxy = new(null, "user", HttpSetup.Secure("proxy-password-0123456789")),
    };

    public static TheoryData<string> Spellings =>
    [
        Awkward,
        Json(Awkward),
        Json(Json(Awkward)),
        Json(Json(Json(Awkward))),
        Uri.EscapeDataString(Awkward),
        Uri.EscapeDataString(Json(Awkward)),
        WebUtility.UrlEncode(Awkward),
        WebUtility.HtmlEncode(Awkward),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Awkward)),
        string.Concat(Awkward.Select(c => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"))),
        string.Concat(Awkward.Select(c => string.Create(CultureInfo.InvariantCulture, $"&#{(int)c};"))),
        string.Concat(Encoding.UTF8.GetBytes(Awkward).Select(b => string.Create(CultureInfo.InvariantCulture, $"%{b:x2}"))),
        Json(string.Concat(Awkward.Select(c => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}")))),
    ];

    private static string Json(string text) => JsonConvert.ToString(text)[1..^1];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void No_spelling_of_a_secret_stays_in_a_refusal_or_in_a_text(string spelling)
    {
        var secrets = new SessionSecrets();
        secrets.Keep(Awkward);

        Assert.DoesNotContain(spelling, secrets.Blot($"It was [{spelling}]."), StringComparison.Ordinal);
        Assert.DoesNotContain(spelling, Encoding.UTF8.GetString(secrets.BlotRefusal(Encoding.UTF8.GetBytes($$"""{"detail":"It was [{{spelling}}]."}"""))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("atlas-private-key-0123456789")]
    [InlineData("azure-client-secret-0123456789")]
    [InlineData("arm-token-0123456789")]
    [InlineData("vault-token-0123456789")]
    [InlineData("graph-token-0123456789")]
    [InlineData("proxy-password-0123456789")]
    public void Secrets_of_the_session_are_on_the_list_from_the_start(string secret) =>
        Assert.Equal("It was ….", SessionSecrets.Of(s_options).Blot($"It was {secret}."));

    [Theory]
    [InlineData("""{"client_id":"app-1","client_secret":"form-secret"}""", "form-secret")]
    [InlineData("client_id=app-1&client_secret=form+secret%2F1&scope=x", "form secret/1")]
    [InlineData("client_assertion=eyJ.assertion.0&grant_type=client_credentials", "eyJ.assertion.0")]
    public async Task A_secret_in_a_request_is_on_the_list_once_it_is_sent(string body, string secret)
    {
        var secrets = new SessionSecrets();
        using var request = HttpSetup.Request("POST", body: body);
        request.Headers.Add("X-IDENTITY-HEADER", "identity-header-value");

        await secrets.KeepOfAsync(request, default);

        Assert.Equal("… and … of app-1", secrets.Blot($"{secret} and identity-header-value of app-1"));
    }

    [Fact]
    public void An_exception_that_holds_a_secret_anywhere_is_replaced()
    {
        var secrets = SessionSecrets.Of(s_options);
        var clean = new InvalidOperationException("It failed.", new IOException("deep"));
        var outer = new InvalidOperationException("It failed.", new IOException("The form was client_secret=azure-client-secret-0123456789"));

        Assert.Same(clean, secrets.Blot(clean));
        Assert.DoesNotContain("azure-client-secret", secrets.Blot(outer).ToString(), StringComparison.Ordinal);
        Assert.Contains("It failed.", secrets.Blot(outer).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_contains_a_secret_is_omitted_and_the_rest_of_the_refusal_stays()
    {
        var secrets = new SessionSecrets();
        secrets.Keep("s3cret~value");

        Assert.Equal("""{"errorCode":"USER_UNAUTHORIZED","detail":"…","parameters":["…","203.0.113.7"],"error":401}""",
            Encoding.UTF8.GetString(secrets.BlotRefusal("""{"errorCode":"USER_UNAUTHORIZED","detail":"No %733cret~value.","parameters":["%733cret~value","203.0.113.7"],"error":401}"""u8.ToArray())));
        Assert.Equal("…", Encoding.UTF8.GetString(secrets.BlotRefusal("""{"%733cret~value":1}"""u8.ToArray())));
        Assert.Equal("AADSTS7000215: …", Encoding.UTF8.GetString(secrets.BlotRefusal("Bad: AADSTS7000215 %733cret~value"u8.ToArray())));
    }

    /// <summary>"private" is a word in Azure's answers, and can also be a password.</summary>
    [Fact]
    public void A_short_secret_takes_no_data_with_it()
    {
        var secrets = new SessionSecrets();
        secrets.Keep("private");
        secrets.Keep("short");
        var body = Encoding.UTF8.GetBytes("""{"privateEndpoint":"short"}""");

        Assert.Same(body, secrets.BlotSuccess(body));
        Assert.Equal("""{"…Endpoint":"short"}""", Encoding.UTF8.GetString(secrets.BlotRefusal(body)));
    }

    [Fact]
    public void The_list_forgets_old_tokens_and_no_secret_that_was_given()
    {
        var secrets = SessionSecrets.Of(s_options);
        for (var number = 0; number < 200; number++)
        {
            secrets.Keep($"token-number-{number:000}");
        }

        Assert.Equal("token-number-000 … …", secrets.Blot("token-number-000 token-number-199 atlas-private-key-0123456789"));
    }
}
