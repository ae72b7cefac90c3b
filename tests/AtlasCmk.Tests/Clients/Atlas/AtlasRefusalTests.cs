using CsCheck;
using Newtonsoft.Json.Linq;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>Every failure becomes one exception that says what happened.</summary>
public sealed class AtlasRefusalTests
{
    private const string Project = AtlasApiSetup.ProjectId;

    [Fact]
    public async Task The_error_keeps_everything_that_Atlas_reports()
    {
        using var atlas = AtlasApiSetup.Answering("""{"error":400,"errorCode":"VALIDATION_ERROR","detail":"Not so.","reason":"Bad Request","parameters":["US_EAST_2","""
            + """55,{"a":[1]},null,true],"badRequestDetail":{"fields":[{"field":"regionName","description":"unknown"},{"field":"x","description":"y"}]}}""", 400);

        var failure = await FailAsync(atlas);

        Assert.Equal((400, "VALIDATION_ERROR", "Not so. (regionName: unknown; x: y)", "Bad Request"), (failure.StatusCode, failure.ErrorCode, failure.Detail, failure.Reason));
        Assert.Equal(["US_EAST_2", "55", "{\"a\":[1]}", "", "true"], failure.Parameters);
        Assert.Equal(("GET", $"/groups/{Project}/encryptionAtRest"), (failure.Method, failure.Path));
        Assert.Contains("regionName: unknown", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":"invalid_client","error_description":"Invalid credentials provided."}""", "invalid_client", "Invalid credentials provided.")]
    [InlineData("""{"error":"403","errorCode":"ACCESS_FORBIDDEN","detail":null,"reason":null,"parameters":null,"badRequestDetail":null}""", "ACCESS_FORBIDDEN", null)]
    [InlineData("""{"errorCode":17,"detail":{"a":1},"badRequestDetail":[],"parameters":"x"}""", "17", "{\"a\":1}")]
    [InlineData("""{"badRequestDetail":{"fields":[7,{"field":"f"}]}}""", null, "(f: )")]
    [InlineData("{}", null, null)]
    [InlineData("[1]", null, null)]
    [InlineData("null", null, null)]
    [InlineData("", null, null)]
    [InlineData("<html>Forbidden</html>", null, null)]
    [InlineData("""{"errorCode":"CUT""", null, null)]
    public async Task Reads_every_shape_of_refusal(string body, string? code, string? detail)
    {
        using var atlas = AtlasApiSetup.Answering(body, 403);

        var failure = await FailAsync(atlas);

        Assert.Equal((403, code, detail), (failure.StatusCode, failure.ErrorCode, failure.Detail));
    }

    /// <summary>Proxies and gateways between here and Atlas: their messages are quoted in any format, and not attributed to Atlas.</summary>
    [Theory]
    [InlineData("<html><head><title>Blocked</title><style>p{}</style></head><body>\n<p>by &amp; policy</p></body></html>", "Blocked by & policy")]
    [InlineData("upstream connect error\nor disconnect", "upstream connect error or disconnect")]
    [InlineData("""{"message":"Forbidden"}""", "Forbidden")]
    [InlineData("""{"error":{"code":"Blocked","message":"No entry."}}""", "No entry.")]
    [InlineData("""{"title":"Blocked","status":403,"type":"about:blank"}""", "Blocked")]
    [InlineData("""{"code":"Blocked","message":"No entry."}""", "No entry.")]
    [InlineData("""{"timestamp":1,"status":403,"error":"Not for you","path":"/x"}""", "Not for you")]
    public async Task An_answer_that_did_not_come_from_Atlas_is_quoted(string body, string words)
    {
        foreach (var status in new[] { 400, 403, 404, 407, 409, 451 })
        {
            using var atlas = AtlasApiSetup.Answering(body, status);

            var failure = await FailAsync(atlas);

            Assert.Equal("UnreadableAnswer", failure.ErrorId);
            Assert.Contains("did not come from Atlas", failure.Message, StringComparison.Ordinal);
            Assert.Contains(words, failure.Message, StringComparison.Ordinal);
            Assert.Contains("proxy", failure.Remedy, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"error":403,"reason":"Forbidden","detail":"Not so."}""", null)]
    [InlineData("""{"status":403,"content":{"error":403,"errorCode":"FEATURE_UNSUPPORTED","detail":"Not so."}}""", "FEATURE_UNSUPPORTED")]
    [InlineData("""{"error":{"errorCode":"FEATURE_UNSUPPORTED","detail":"Not so."}}""", "FEATURE_UNSUPPORTED")]
    [InlineData("""{"code":"FEATURE_UNSUPPORTED","message":"Not so."}""", "FEATURE_UNSUPPORTED")]
    public async Task Atlass_own_words_are_read_in_every_wrapping(string body, string? code)
    {
        using var atlas = AtlasApiSetup.Answering(body, 403);

        var failure = await FailAsync(atlas);

        Assert.Equal((code, "Not so."), (failure.ErrorCode, failure.Detail));
        Assert.NotEqual("UnreadableAnswer", failure.ErrorId);
    }

    /// <summary>It may be the answer to another request, with a token that is not known here.</summary>
    [Theory]
    [InlineData(200)]
    [InlineData(403)]
    public async Task An_answer_that_breaks_off_is_not_quoted(int status)
    {
        using var atlas = AtlasApiSetup.Answering("""{"access_token":"seen-nowhere","expires_in":36""", status);

        var failure = await FailAsync(atlas);

        Assert.Equal("UnreadableAnswer", failure.ErrorId);
        Assert.DoesNotContain("seen-nowhere", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_refusal_gives_a_message_of_limited_length()
    {
        using var atlas = AtlasApiSetup.Answering($$"""{"errorCode":"X","detail":"{{new string('x', 100_000)}}","parameters":["{{new string('y', 100_000)}}"]}""", 400);

        Assert.InRange((await FailAsync(atlas)).Message.Length, 1_000, 2_000);
    }

    /// <summary>A gateway's 404 is no word of Atlas's on what is there.</summary>
    [Fact]
    public async Task A_404_that_did_not_come_from_Atlas_does_not_mean_that_the_item_is_missing()
    {
        using var atlas = AtlasApiSetup.Answering("<html>404 Not Found</html>", 404);

        foreach (var call in new Func<Task>[] { () => atlas.Api.RequiresEncryptionByBackupPolicyAsync(Project, default),
            () => atlas.Api.ListServerlessInstancesAsync(Project, default), () => atlas.Api.DeletePrivateEndpointAsync(Project, AtlasApiSetup.EndpointId, default) })
        {
            Assert.Equal("UnreadableAnswer", (await Assert.ThrowsAsync<AtlasApiException>(call)).ErrorId);
        }
    }

    [Theory]
    [InlineData("INVALID_ATLAS_GROUP")]
    [InlineData("GROUP_NOT_FOUND")]
    public async Task A_404_about_the_project_does_not_mean_that_the_item_is_missing(string code)
    {
        using var atlas = AtlasApiSetup.Answering($$"""{"error":404,"errorCode":"{{code}}"}""", 404);

        await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.RequiresEncryptionByBackupPolicyAsync(Project, default));
        await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.ListServerlessInstancesAsync(Project, default));
    }

    [Theory]
    [InlineData("", "its body is empty")]
    [InlineData("<html>Sign in</html>", "is not JSON")]
    [InlineData("""{"azureKeyVault":{"enabled":tr""", "breaks off")]
    [InlineData("{} {}", "is not JSON")]
    [InlineData("null", "null instead of an object")]
    [InlineData("[]", "does not have the expected structure")]
    [InlineData("""{"azureKeyVault":{"enabled":"perhaps"}}""", "'azureKeyVault.enabled'")]
    [InlineData("""{"azureKeyVault":{"keyIdentifier":{}}}""", "'azureKeyVault.keyIdentifier'")]
    [InlineData("""{"azureKeyVault":[]}""", "'azureKeyVault'")]
    public async Task An_unreadable_answer_gives_an_error_with_the_reason(string body, string why)
    {
        using var atlas = AtlasApiSetup.Answering(body);

        var failure = await FailAsync(atlas);

        Assert.Equal("UnreadableAnswer", failure.ErrorId);
        Assert.True(failure.Message.Contains(why, StringComparison.Ordinal), failure.Message);
    }

    [Theory]
    [InlineData("""{"links":[]}""", "'results'")]
    [InlineData("""{"results":null}""", "'results'")]
    [InlineData("""{"results":[null]}""", "null instead of an object")]
    [InlineData("""{"results":[{"id":"1","regionName":"r"}]}""", "'status'")]
    [InlineData("""{"results":[{"id":"1","regionName":null,"status":"s"}]}""", "'regionName'")]
    public async Task A_list_that_cannot_be_read_names_the_field(string body, string why)
    {
        using var atlas = AtlasApiSetup.Answering(body);

        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.ListPrivateEndpointsAsync(Project, default));

        Assert.True(failure.Message.Contains(why, StringComparison.Ordinal), failure.Message);
    }

    [Theory]
    [InlineData(302, "https://login.example/sign-in", "login.example")]
    [InlineData(307, "/elsewhere", "cloud.mongodb.com")]
    [InlineData(304, null, "nowhere")]
    public async Task A_redirect_is_refused_and_named(int status, string? location, string host)
    {
        using var atlas = new AtlasApiSetup(_ =>
        {
            var redirect = FakeTransport.Empty(status);
            redirect.Headers.Location = location is null ? null : new(location, UriKind.RelativeOrAbsolute);
            return redirect;
        });

        var failure = await FailAsync(atlas);

        Assert.Equal("RedirectRefused", failure.ErrorId);
        Assert.Contains(host, failure.Message, StringComparison.Ordinal);
        Assert.Single(atlas.Calls);
    }

    [Theory]
    [InlineData("""{"error":429,"errorCode":"RATE_LIMITED_TOKEN_BUCKET"}""")]
    [InlineData("<html>slow down</html>")]
    public async Task A_rate_limit_that_is_too_long_to_wait_for_is_reported(string body)
    {
        using var atlas = new AtlasApiSetup(_ =>
        {
            var limited = FakeTransport.Json(429, body);
            limited.Headers.RetryAfter = new(TimeSpan.FromMinutes(10));
            return limited;
        });

        var failure = await FailAsync(atlas);

        Assert.Equal(("RateLimited", FailureKind.Throttled), (failure.ErrorId, failure.Kind));
        Assert.Contains("The server requests a wait of 10 min", failure.Remedy, StringComparison.Ordinal);
        Assert.Single(atlas.Calls);
    }

    [Fact]
    public async Task A_session_that_ends_meanwhile_gives_a_clear_error()
    {
        var atlas = AtlasApiSetup.Answering("""{"azureKeyVault":{"enabled":false}}""");
        await atlas.Api.GetEncryptionAtRestAsync(Project, default);
        atlas.Dispose();

        var failure = await Assert.ThrowsAsync<AtlasCmkException>(() => atlas.Api.GetEncryptionAtRestAsync(Project, default));

        Assert.Equal("SessionEnded", failure.ErrorId);
    }

    [Fact]
    public Task Every_bad_answer_becomes_our_own_exception()
    {
        var scalar = Gen.OneOf<JToken>(
            Gen.String.Select(s => (JToken)s), Gen.Double.Select(d => (JToken)d), Gen.Long.Select(l => (JToken)l), Gen.Bool.Select(b => (JToken)b),
            Gen.Const((JToken)JValue.CreateNull()), Gen.OneOfConst<JToken>("2024-13-45T99:00:00Z", "9999999999999999999999", "AZURE", "TENANT"));
        var name = Gen.OneOfConst("results", "links", "rel", "id", "name", "orgId", "created", "clusterCount", "status", "regionName", "azureKeyVault",
            "awsKms", "enabled", "replicationSpecs", "regionConfigs",
            "electableSpecs", "nodeCount", "instanceSize", "providerName", "providerSettings", "error", "errorCode", "detail", "parameters", "badRequestDetail", "fields");
        var json = Gen.Recursive<JToken>((depth, inner) => depth > 5
            ? scalar
            : Gen.Frequency((1, scalar), (2, inner.Array[0, 3].Select(items => (JToken)new JArray(items))), (6, Gen.Select(name, inner).Array[0, 6].Select(Object))));
        var body = Gen.Frequency((5, json.Select(token => token.ToString())), (1, Gen.Select(json, Gen.Int[0, 40]).Select((token, cut) => Cut(token.ToString(), cut))), (1, Gen.String));

        return Gen.Select(body, Gen.OneOfConst(200, 202, 204, 301, 400, 401, 403, 404, 500)).SampleAsync(async (text, status) =>
        {
            using var atlas = AtlasApiSetup.Answering(text, status);
            await OursAloneAsync(atlas, () => atlas.Api.GetProjectAsync(Project, default));
            await OursAloneAsync(atlas, () => atlas.Api.GetEncryptionAtRestAsync(Project, default));
            await OursAloneAsync(atlas, () => atlas.Api.ListPrivateEndpointsAsync(Project, default));
            await OursAloneAsync(atlas, () => atlas.Api.ListClustersAsync(Project, default));
            await OursAloneAsync(atlas, () => atlas.Api.ListFlexClustersAsync(Project, default));
        }, iter: 500);
    }

    private static JToken Object((string Name, JToken Value)[] fields)
    {
        var result = new JObject();
        foreach (var (name, value) in fields)
        {
            result[name] = value;
        }

        return result;
    }

    private static string Cut(string text, int end) => text[..Math.Min(end, text.Length)];

    private static async Task OursAloneAsync(AtlasApiSetup atlas, Func<Task> call)
    {
        try
        {
            await atlas.Time.RunAsync(async () =>
            {
                await call();
                return true;
            });
        }
        catch (AtlasApiException e)
        {
            Assert.NotEmpty(e.Message);
            Assert.NotEmpty(e.Remedy);
        }
    }

    private static async Task<AtlasApiException> FailAsync(AtlasApiSetup atlas) => (await atlas.Time.RunAsync(() =>
        Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.GetEncryptionAtRestAsync(Project, default)))).Result;
}
