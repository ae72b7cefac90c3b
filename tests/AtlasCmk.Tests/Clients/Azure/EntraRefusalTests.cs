using AtlasCmk.Clients;
using Azure.Core;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

/// <summary>A refusal by Microsoft Entra is reported once with its message and number, and each number has its own remedy.</summary>
public sealed class EntraRefusalTests : IDisposable
{
    private const string Tenant = "11111111-1111-1111-1111-111111111111";
    private const string ClientSecret = "s3cret~that-must-not-be-seen";

    private readonly FakeArm _login = new();
    private readonly SteppingTime _time = new();

    public void Dispose() => _login.Dispose();

    private TokenCredential Application(string clientId = "app-1") => AzureCredentials.Create(
        Options(new(AzureAuthentication.ClientSecret) { ClientId = clientId, TenantId = Tenant, ClientSecret = Secret(ClientSecret) }, _time), Over(_login));

    private static async Task<AzureApiException> RefusalAsync(TokenCredential credential) =>
        await Assert.ThrowsAsync<AzureApiException>(async () => await credential.GetTokenAsync(new TokenRequestContext([AzureCloud.Public.ResourceManagerScope]), default));

    private static string Body(string number, string words, string error = "invalid_client", string more = "") =>
        $$"""{"error":"{{error}}","error_description":"AADSTS{{number}}: {{words}} Trace ID: t-1 Correlation ID: c-1 Timestamp: 2026-11-30 00:00:00Z","error_codes":[{{number}}]"""
            + $$""","correlation_id":"c-1"{{more}}}""";

    [Theory]
    [InlineData("7000222", "new client secret")]
    [InlineData("7000215", "not its ID")]
    [InlineData("90002", "-AzureTenantId")]
    [InlineData("900023", "-AzureTenantId")]
    [InlineData("700016", "client ID")]
    [InlineData("53003", "Conditional Access")]
    [InlineData("530003", "device")]
    [InlineData("700027", "certificate")]
    [InlineData("700024", "clock")]
    [InlineData("65001", "consent")]
    [InlineData("50034", "user")]
    [InlineData("50126", "password")]
    [InlineData("50058", "az login")]
    [InlineData("70043", "az login")]
    public async Task Each_number_has_its_own_remedy_and_its_message_appears_once(string number, string remedy)
    {
        _login.Answer(400, Body(number, "Entra's own words."));

        var e = await RefusalAsync(Application());

        Assert.Equal(("AzureSignInFailed", FailureKind.Authentication, $"AADSTS{number}"), (e.ErrorId, e.Kind, e.ErrorCode));
        Assert.Contains(remedy, e.Remedy, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, e.Message.Split("Entra's own words.").Length);
        Assert.Equal(2, e.Message.Split("Signing in").Length);
        Assert.DoesNotContain("Original exception", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ClientSecretCredential", e.Message, StringComparison.Ordinal);
        var explained = Assert.Single(ErrorCatalog.Find($"AADSTS{number}"));
        Assert.Equal(e.Remedy, explained.Remedy);
    }

    [Theory]
    [InlineData("50076")]
    [InlineData("50079")]
    public async Task A_number_of_multi_factor_authentication_has_its_id(string number)
    {
        _login.Answer(400, Body(number, "You must use multi-factor authentication.", "interaction_required"));
        var e = await RefusalAsync(Application());
        Assert.Equal(("AzureMultiFactorRequired", $"AADSTS{number}"), (e.ErrorId, e.ErrorCode));
        Assert.Contains("Connect-AzAccount", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Different_causes_have_different_remedies()
    {
        var remedies = new List<string>();
        foreach (var number in new[] { "7000222", "7000215", "90002", "53003", "700016" })
        {
            _login.Answer(400, Body(number, "Words."));
            remedies.Add((await RefusalAsync(Application())).Remedy);
        }

        Assert.Equal(5, remedies.Distinct().Count());
    }

    [Fact]
    public async Task An_unknown_number_is_quoted_and_not_guessed_at()
    {
        _login.Answer(400, Body("9999999", "Something new."));
        var e = await RefusalAsync(Application());
        Assert.Equal(("AzureSignInFailed", "AADSTS9999999"), (e.ErrorId, e.ErrorCode));
        Assert.Contains("Something new.", e.Message, StringComparison.Ordinal);
        Assert.Contains("error?code=9999999", e.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.Remedy, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(503, "<html>Our services aren't available right now</html>", "AzureServerError", FailureKind.Failed)]
    [InlineData(503, "", "AzureServerError", FailureKind.Failed)]
    [InlineData(403, "<html>Blocked by Contoso</html>", "UnreadableAnswer", FailureKind.Protocol)]
    [InlineData(200, "<html>Blocked by Contoso</html>", "UnreadableAnswer", FailureKind.Protocol)]
    internal async Task What_is_not_Entras_refusal_is_not_called_one(int status, string body, string errorId, FailureKind kind)
    {
        _login.Answer(status, body);
        var e = await RefusalAsync(Application());
        Assert.Equal((errorId, kind), (e.ErrorId, e.Kind));
        Assert.DoesNotContain("invalid start of a value", e.ToString(), StringComparison.Ordinal);
        Assert.Contains(body.Contains("Contoso", StringComparison.Ordinal) ? "Blocked by Contoso" : "503", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Message, inner exceptions and what Clixml would write of them.</summary>
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(200)]
    [InlineData(500)]
    public async Task An_Entra_that_repeats_the_form_gets_the_secret_nowhere(int status)
    {
        foreach (var echo in new[] { ClientSecret, Uri.EscapeDataString(ClientSecret), "client_secret=" + ClientSecret })
        {
            _login.Answer(status, $$"""{"error":"invalid_client","error_description":"AADSTS7000215: The form was {{echo}}.","error_codes":[7000215],"more":"{{echo}}"}""");
            var e = await RefusalAsync(Application());
            for (Exception? inner = e; inner is not null; inner = inner.InnerException)
            {
                Assert.DoesNotContain("s3cret", inner.ToString(), StringComparison.Ordinal);
                Assert.All(inner.GetType().GetProperties().Where(p => p.PropertyType == typeof(string) && p.GetIndexParameters().Length == 0),
                    p => Assert.DoesNotContain("s3cret", $"{p.GetValue(inner)}", StringComparison.Ordinal));
            }
        }
    }

    /// <summary>In whatever spelling the secret comes back, and whatever form the answer has: the number says what to do.</summary>
    [Theory]
    [InlineData("""{"error":"invalid_client","error_description":"AADSTS7000215: The form was {0}.","error_codes":[7000215]}""")]
    [InlineData("""{"error":"invalid_client","error_description":"The form was {0}.","error_codes":[7000215]}""")]
    [InlineData("AADSTS7000215: The form was {0}.")]
    [InlineData("<html><body>AADSTS7000215: The form was {0}.</body></html>")]
    public async Task An_answer_that_hides_the_secret_keeps_its_number(string body)
    {
        foreach (var echo in new[] { ClientSecret, "client_secret=%733cret%7ethat-must-not-be-seen", "s3cret&#126;that&#45;must-not-be-seen" })
        {
            _login.Answer(401, body.Replace("{0}", echo, StringComparison.Ordinal));
            var e = await RefusalAsync(Application());

            Assert.Equal("AADSTS7000215", e.ErrorCode);
            Assert.Contains("AADSTS7000215", e.Message, StringComparison.Ordinal);
            Assert.Contains("not its ID", e.Remedy, StringComparison.Ordinal);
            Assert.DoesNotContain("must-not-be-seen", e.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("900", """{"error":"temporarily_unavailable","error_description":"Slow down."}""", "15 min")]
    [InlineData("Mon, 30 Nov 2099 00:00:00 GMT", "", "days")]
    [InlineData("900", """{"error":"temporarily_unavailable","error_description":"AADSTS50196: Slow down."}""", "15 min")]
    public async Task A_throttled_sign_in_says_how_long_Entra_asks_to_wait(string asked, string body, string said)
    {
        _login.Answer(429, body, ("Retry-After", asked));

        // Microsoft's library remembers for the process who is throttled.
        var application = Application($"app-{Guid.NewGuid()}");
        var first = await RefusalAsync(application);
        var later = await RefusalAsync(application);

        Assert.Single(_login.Requests);
        Assert.Contains(said, first.Remedy, StringComparison.Ordinal);
        Assert.All([first, later], e => Assert.Equal(("AzureThrottled", FailureKind.Throttled, 429), (e.ErrorId, e.Kind, e.StatusCode)));
    }

    [Fact]
    public async Task A_secret_that_was_refused_is_not_sent_again_by_the_session()
    {
        _login.Answer(401, Body("7000222", "Expired."));
        var application = Application();

        var refusals = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefusalAsync(application)));
        var later = await RefusalAsync(application);

        Assert.Single(_login.Requests);
        Assert.All([.. refusals, later], e => Assert.Equal("AADSTS7000222", e.ErrorCode));
        Assert.Contains("Expired.", later.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_answer_is_a_short_error()
    {
        _login.Answer(200, new string('x', 17 * 1024 * 1024));
        var e = await RefusalAsync(Application());
        Assert.Contains("16 MiB", e.Message, StringComparison.Ordinal);
        Assert.InRange(e.Message.Length, 20, 800);
    }

    [Fact]
    public async Task Transient_failures_are_retried_by_the_session()
    {
        _login.Answer(400, Body("90033", "A transient error has occurred.", "temporarily_unavailable")).Answer(200, """{"token_type":"Bearer","expires_in":3600,"access_token":"fresh"}""");
        var application = Application();
        await RefusalAsync(application);
        Assert.Equal("fresh", (await application.GetTokenAsync(new TokenRequestContext([AzureCloud.Public.ResourceManagerScope]), default)).Token);
    }
}
