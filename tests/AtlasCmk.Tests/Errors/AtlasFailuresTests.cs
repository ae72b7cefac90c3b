using Xunit;

namespace AtlasCmk.Tests.Errors;

public sealed class AtlasFailuresTests
{
    private static readonly AtlasCall s_call = new("PATCH", "/api/atlas/v2/groups/66c9e8f1dd6c9960802420e9/encryptionAtRest", "Project Owner");

    private static AtlasApiException From(int status, string? code, string? detail = null) =>
        AtlasFailures.From(s_call, status, new(code, detail, null, []));

    /// <summary>Why Atlas lets somebody not in: what looks alike to a client and has five different remedies.</summary>
    public static TheoryData<int, string?, string, string, string> Doors { get; } = new()
    {
        { 401, "UNAUTHORIZED", "WrongApiKey", "Atlas rejected the API key", "private key" },
        { 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", "AddressNotOnAccessList", "Atlas refuses this machine's address", "access list" },
        { 401, "NOT_IN_GROUP", "NoAccessToProject", "The API key has no access to this project, or the project does not exist", "does not tell a missing role from a project that does not exist" },
        { 403, "ACCESS_FORBIDDEN", "RoleTooSmall", "The API key's role is too small for this call, which needs Project Owner", "Project Owner" },
        { 400, "INACTIVE_ORG", "OrganizationInactive", "The organisation is inactive", "Organization Owner" },
        { 402, "ACCOUNT_SUSPENDED", "OrganizationSuspended", "The organisation is suspended", "Billing" },
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public void Each_closed_door_says_which_it_is_with_Atlass_code(int status, string? code, string errorId, string message, string remedy)
    {
        var failure = From(status, code);

        Assert.Equal(errorId, failure.ErrorId);
        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains($"({status} {code}; PATCH {s_call.Path})", failure.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_doors_share_a_message_or_a_remedy()
    {
        var failures = Doors.Select(d => From((int)d[0], (string?)d[1])).ToList();

        Assert.Equal(failures.Count, failures.Select(f => f.Message).Distinct().Count());
        Assert.Equal(failures.Count, failures.Select(f => f.Remedy).Distinct().Count());
    }

    [Theory]
    [InlineData(401, "USER_CANNOT_ACCESS_GROUP", "NoAccessToProject")]
    [InlineData(404, "GROUP_NOT_FOUND", "NoAccessToProject")]
    [InlineData(403, "IP_ADDRESS_NOT_ON_WHITELIST", "AddressNotOnAccessList")]
    [InlineData(403, "ORG_REQUIRES_WHITELIST", "AddressNotOnAccessList")]
    [InlineData(400, "CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_PRIVATE_ENDPOINTS", "EndpointsRemain")]
    [InlineData(409, "CANNOT_DISABLE_ENCRYPTION_AT_REST", "EncryptedClustersRemain")]
    [InlineData(400, "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETE_BLOCKED_DURING_PROVISIONING", "EndpointBusy")]
    [InlineData(400, "AZURE_KEY_VAULT_KEY_EXPIRED", "KeyNotUsable")]
    [InlineData(400, "INVALID_AZURE_CREDENTIALS", "AzureCredentialsRefused")]
    [InlineData(406, "INVALID_VERSION_DATE", "AtlasVersionRefused")]
    [InlineData(429, "RATE_LIMITED_TOKEN_BUCKET", "RateLimited")]
    [InlineData(500, "UNEXPECTED_ERROR", "AtlasServerError")]
    public void A_known_code_has_its_own_error_id(int status, string code, string errorId) => Assert.Equal(errorId, From(status, code).ErrorId);

    [Theory]
    [InlineData(400, "AtlasApiError")]
    [InlineData(403, "RoleTooSmall")]
    [InlineData(404, "NotFoundInAtlas")]
    [InlineData(409, "AtlasApiError")]
    [InlineData(429, "RateLimited")]
    [InlineData(503, "AtlasServerError")]
    public void A_code_that_nobody_knows_survives_with_Atlass_explanation(int status, string errorId)
    {
        var failure = From(status, "BRAND_NEW_CODE", " The moon is full. ");

        Assert.Equal(errorId, failure.ErrorId);
        Assert.Equal(("BRAND_NEW_CODE", status), (failure.ErrorCode, failure.StatusCode));
        Assert.Contains($"{status} BRAND_NEW_CODE", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(" The moon is full.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_401_is_a_wrong_key_and_says_that_there_was_no_code()
    {
        var failure = AtlasFailures.From(s_call, 401, null);

        Assert.Equal("WrongApiKey", failure.ErrorId);
        Assert.True(failure.EndsTheCommand);
        Assert.Equal($"Atlas rejected the API key (401, with no code; PATCH {s_call.Path}).", failure.Message);
        Assert.Null(failure.ErrorCode);
    }

    /// <summary>A firewall that refuses must not have people hand out Project Owner.</summary>
    [Theory]
    [InlineData(AtlasCredential.ApiKey, null)]
    [InlineData(AtlasCredential.ServiceAccount, "Access to this page is blocked.")]
    public void A_403_that_does_not_explain_itself_as_Atlas_does_says_nothing_of_roles(string caller, string? detail)
    {
        var failure = AtlasFailures.From(s_call, 403, detail is null ? null : new(null, detail, null, []), caller);

        Assert.Equal(("UnreadableAnswer", FailureKind.Protocol), (failure.ErrorId, failure.Kind));
        Assert.StartsWith($"The request was refused, and the answer does not explain itself as Atlas does (403, with no code; PATCH {s_call.Path}).", failure.Message, StringComparison.Ordinal);
        Assert.Contains("a proxy, a firewall", failure.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("Owner", failure.Message + failure.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("role", failure.Message + failure.Remedy, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void So_it_is_where_a_token_was_asked_for()
    {
        Assert.Equal("UnreadableAnswer", AtlasFailures.NoToken(s_call, 403, null).ErrorId);
        Assert.Equal("ServiceAccountRefused", AtlasFailures.NoToken(s_call, 403, new("access_denied", null, null, [])).ErrorId);
    }

    [Theory]
    [InlineData("RATE_LIMITED_TOKEN_BUCKET", 600.0, "The server asks for 10 min")]
    [InlineData("RATE_LIMITED", 601.0, "The server asks for 11 min")]
    [InlineData(null, 55.5, "The server asks for 56 s")]
    [InlineData(null, 0.0, "Wait a minute")]
    [InlineData(null, null, "Wait a minute")]
    public void A_429_says_how_long_it_lasts(string? code, double? seconds, string remedy)
    {
        TimeSpan? retryAfter = seconds is { } asked ? TimeSpan.FromSeconds(asked) : null;
        var error = code is null ? null : new AtlasApiError(code, null, null, []);

        Assert.All([AtlasFailures.From(s_call, 429, error, retryAfter: retryAfter), AtlasFailures.NoToken(s_call, 429, error, retryAfter)], failure =>
        {
            Assert.Equal("RateLimited", failure.ErrorId);
            Assert.StartsWith(remedy, failure.Remedy, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Only_a_rate_limit_is_over_by_itself() =>
        Assert.DoesNotContain("10 min", AtlasFailures.From(s_call, 503, null, retryAfter: TimeSpan.FromMinutes(10)).Remedy, StringComparison.Ordinal);

    [Fact]
    public void Only_a_wrong_key_ends_the_command_the_others_concern_one_project() =>
        Assert.Equal(["WrongApiKey"], Doors.Select(d => From((int)d[0], (string?)d[1])).Where(f => f.EndsTheCommand).Select(f => f.ErrorId));

    [Fact]
    public void A_redirect_names_the_host_and_is_not_followed()
    {
        var failure = AtlasFailures.Redirected(s_call, 302, "login.example.org");

        Assert.Equal("RedirectRefused", failure.ErrorId);
        Assert.Contains("a redirect (302) to login.example.org, which is not followed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_cannot_be_read_says_why()
    {
        var failure = AtlasFailures.Unreadable(s_call, 200, "its body is no JSON");

        Assert.Equal("UnreadableAnswer", failure.ErrorId);
        Assert.Contains("with 200, but its body is no JSON", failure.Message, StringComparison.Ordinal);
    }
}
