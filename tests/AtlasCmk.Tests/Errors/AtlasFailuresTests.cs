using AtlasCmk.Clients;
using Xunit;

namespace AtlasCmk.Tests.Errors;

public sealed class AtlasFailuresTests
{
    private static readonly AtlasCall s_call = new("PATCH", "/api/atlas/v2/groups/66c9e8f1dd6c9960802420e9/encryptionAtRest", "Project Owner");

    private static AtlasApiException From(int status, string? code, string? detail = null) =>
        AtlasFailures.From(s_call, status, new(code, detail, null, []));

    /// <summary>Why Atlas refuses access: five reasons that look alike, with different remedies.</summary>
    public static TheoryData<int, string?, string, string, string> Doors { get; } = new()
    {
        { 401, "UNAUTHORIZED", "WrongApiKey", "Atlas rejected the API key", "private key" },
        { 403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", "AddressNotOnAccessList", "Atlas refuses this machine's address", "access list" },
        { 401, "NOT_IN_GROUP", "NoAccessToProject", "The API key has no access to this project, or the project does not exist", "does not tell a missing role from a project that does not exist" },
        { 403, "ACCESS_FORBIDDEN", "RoleTooSmall", "The API key's role is too small for this call, which needs Project Owner", "Project Owner" },
        { 400, "INACTIVE_ORG", "OrganizationInactive", "The organization is inactive", "Organization Owner" },
        { 402, "ACCOUNT_SUSPENDED", "OrganizationSuspended", "The organization is suspended", "Billing" },
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public void Each_refusal_of_access_names_its_reason_with_Atlass_code(int status, string? code, string errorId, string message, string remedy)
    {
        var failure = From(status, code);

        Assert.Equal(errorId, failure.ErrorId);
        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains($"({status} {code}; PATCH {s_call.Path})", failure.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_refusals_of_access_share_a_message_or_a_remedy()
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
    [InlineData(401, "AccessRefused")]
    [InlineData(403, "AccessRefused")]
    [InlineData(404, "NotFoundInAtlas")]
    [InlineData(409, "AtlasApiError")]
    [InlineData(429, "RateLimited")]
    [InlineData(503, "AtlasServerError")]
    public void An_unknown_code_is_shown_with_Atlass_explanation(int status, string errorId)
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

    /// <summary>A refusal by a firewall must not lead users to grant Project Owner.</summary>
    [Theory]
    [InlineData(400, AtlasCredential.ApiKey, null)]
    [InlineData(403, AtlasCredential.ApiKey, null)]
    [InlineData(404, AtlasCredential.ApiKey, "Access to this page is blocked.")]
    [InlineData(401, AtlasCredential.ServiceAccount, "Access to this page is blocked.")]
    [InlineData(403, AtlasCredential.ServiceAccount, "Access to this page is blocked.")]
    [InlineData(409, AtlasCredential.ServiceAccount, "Access to this page is blocked.")]
    public void A_refusal_that_did_not_come_from_Atlas_is_quoted_without_a_role_remedy(int status, string caller, string? words)
    {
        var failure = AtlasFailures.From(s_call, status, words is null ? null : new(null, null, null, []) { Foreign = words }, caller);

        Assert.Equal(("UnreadableAnswer", FailureKind.Protocol), (failure.ErrorId, failure.Kind));
        Assert.StartsWith($"The request was refused, and the answer did not come from Atlas ({status}, with no code; PATCH {s_call.Path}).", failure.Message, StringComparison.Ordinal);
        Assert.Contains(words ?? "", failure.Message, StringComparison.Ordinal);
        Assert.Contains("a proxy, a firewall", failure.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("Owner", failure.Message + failure.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("role", failure.Message + failure.Remedy, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Recorded from the real service (2026-08-10): the general code has no meaning there. Ones of 2023 had no code at all.</summary>
    [Theory]
    [InlineData(AtlasCredential.ApiKey, "UNEXPECTED_ERROR", "WrongApiKey")]
    [InlineData(AtlasCredential.ServiceAccount, "UNEXPECTED_ERROR", "WrongServiceAccount")]
    [InlineData(AtlasCredential.ApiKey, null, "WrongApiKey")]
    [InlineData(AtlasCredential.ServiceAccount, null, "WrongServiceAccount")]
    public void On_a_401_the_status_comes_before_the_code(string caller, string? code, string errorId)
    {
        var failure = AtlasFailures.From(s_call, 401, new(code, "You are not authorized for this resource.", "Unauthorized", []), caller);

        Assert.Equal((errorId, FailureKind.Authentication), (failure.ErrorId, failure.Kind));
        Assert.EndsWith("You are not authorized for this resource.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("fault", failure.Message + failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "ORG_REQUIRES_ACCESS_LIST", "203.0.113.7", null, "203.0.113.7")]
    [InlineData(401, "IP_ADDRESS_NOT_ON_ACCESS_LIST", "2001:db8::7", null, "2001:db8::7")]
    [InlineData(403, "SOMETHING_NEW_ON_AN_ACCESS_LIST", "55", "IP address 203.0.113.7 is not allowed.", "203.0.113.7")]
    [InlineData(403, "IP_ADDRESS_NOT_ON_WHITELIST", "org", "This resource requires access through an access list of ip ranges.", null)]
    public void An_access_list_is_named_with_the_address_that_Atlas_saw(int status, string code, string parameter, string? detail, string? address)
    {
        foreach (var caller in new[] { AtlasCredential.ApiKey, AtlasCredential.ServiceAccount })
        {
            var error = new AtlasApiError(code, detail, null, [parameter]);
            Assert.All([AtlasFailures.From(s_call, status, error, caller), AtlasFailures.NoToken(s_call, status, error)], failure =>
            {
                Assert.Equal("AddressNotOnAccessList", failure.ErrorId);
                Assert.Contains(address is null ? "this machine's address, which" : $"this machine's address {address}, which", failure.Message, StringComparison.Ordinal);
                Assert.Contains(address ?? "public address", failure.Remedy, StringComparison.Ordinal);
            });
        }
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public void A_refusal_with_an_unknown_code_is_quoted_and_a_role_is_one_possibility(int status)
    {
        var failure = From(status, "BRAND_NEW_CODE", "The moon is full.");

        Assert.Equal(("AccessRefused", FailureKind.PermissionDenied), (failure.ErrorId, failure.Kind));
        Assert.Contains("BRAND_NEW_CODE", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("role", failure.Message, StringComparison.Ordinal);
        Assert.Contains("One possibility is a role", failure.Remedy, StringComparison.Ordinal);
        Assert.Contains("Project Owner", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_contains_the_parameters_and_the_reason()
    {
        Assert.EndsWith(" Not in region US_EAST_2. (Atlas's parameters: US_WEST_2, 55)",
            AtlasFailures.From(s_call, 400, new("X", "Not in region US_EAST_2.", "Bad Request", ["US_EAST_2", "US_WEST_2", "55", ""])).Message, StringComparison.Ordinal);
        Assert.EndsWith(" Bad Request", AtlasFailures.From(s_call, 400, new("X", null, "Bad Request", [])).Message, StringComparison.Ordinal);
    }

    /// <summary>Invoke-AtlasRequest does not check the state first.</summary>
    [Fact]
    public void After_a_server_error_a_change_that_cannot_be_checked_is_reported_as_unknown()
    {
        var call = s_call with { Look = PowerShellCommand.Of($"Invoke-AtlasRequest {"/groups/1/it's"}") };

        var failures = new AtlasCmkException[] { AtlasFailures.From(call, 500, new("UNEXPECTED_ERROR", null, null, [])), AtlasFailures.From(call, 503, null),
            AtlasFailures.Unreadable(call, 201, "its body is empty"), AtlasFailures.Unreachable(call, "h", "it broke.", true, new IOException(), null) };

        Assert.All(failures, failure =>
        {
            Assert.EndsWith("Invoke-AtlasRequest '/groups/1/it''s'", failure.Remedy, StringComparison.Ordinal);
            Assert.DoesNotContain("it looks", failure.Remedy, StringComparison.Ordinal);
        });
        Assert.Contains("it is unknown whether the request was carried out", failures[0].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Invoke-AtlasRequest", AtlasFailures.Unreachable(call, "h", "no name.", false, new IOException(), null).Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("Invoke-AtlasRequest", AtlasFailures.From(call, 409, new("X", null, null, [])).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_the_same_after_a_token_request()
    {
        Assert.All([400, 401, 403], status => Assert.Equal("UnreadableAnswer", AtlasFailures.NoToken(s_call, status, null).ErrorId));
        Assert.All([400, 401, 403], status => Assert.Equal("UnreadableAnswer", AtlasFailures.NoToken(s_call, status, new(null, null, null, []) { Foreign = "blocked" }).ErrorId));
        Assert.Equal("ServiceAccountRefused", AtlasFailures.NoToken(s_call, 403, new("access_denied", null, null, [])).ErrorId);
    }

    [Theory]
    [InlineData("RATE_LIMITED_TOKEN_BUCKET", 600.0, "The server requests a wait of 10 min")]
    [InlineData("RATE_LIMITED", 601.0, "The server requests a wait of 11 min")]
    [InlineData(null, 55.5, "The server requests a wait of 56 s")]
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
    public void A_fault_with_a_retry_time_reports_the_time() =>
        Assert.Contains("The server requests a wait of 10 min", AtlasFailures.From(s_call, 503, null, retryAfter: TimeSpan.FromMinutes(10)).Remedy, StringComparison.Ordinal);

    [Fact]
    public void Only_a_wrong_key_ends_the_command_the_others_concern_one_project() =>
        Assert.Equal(["WrongApiKey"], Doors.Select(d => From((int)d[0], (string?)d[1])).Where(f => f.EndsTheCommand).Select(f => f.ErrorId));

    [Fact]
    public void A_redirect_names_the_host_and_is_not_followed()
    {
        var failure = AtlasFailures.Redirected(s_call, 302, "login.example.org");

        Assert.Equal("RedirectRefused", failure.ErrorId);
        Assert.Contains("a redirect (302) to login.example.org. The redirect is not followed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreadable_answer_gives_an_error_with_the_reason()
    {
        var failure = AtlasFailures.Unreadable(s_call, 200, "its body is no JSON");

        Assert.Equal("UnreadableAnswer", failure.ErrorId);
        Assert.Contains("with 200, but its body is no JSON", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A workflow must check the state only after a server error, or an answer that did not come from Atlas.</summary>
    [Theory]
    [InlineData(400, "VALIDATION_ERROR", false, false, false)]
    [InlineData(404, "RESOURCE_NOT_FOUND", false, false, false)]
    [InlineData(409, "SOMETHING_NEW", false, true, false)]
    [InlineData(429, "RATE_LIMITED", false, false, true)]
    [InlineData(500, "UNEXPECTED_ERROR", true, false, true)]
    [InlineData(503, null, true, false, true)]
    public void A_refusal_says_whether_the_change_may_have_been_made(int status, string? code, bool unknown, bool conflict, bool transient)
    {
        var failure = From(status, code, "Atlas explains.");

        Assert.Equal(unknown ? ChangeOutcome.Unknown : ChangeOutcome.NotDone, failure.Outcome);
        Assert.Equal((conflict, transient), (failure.IsConflict, failure.IsTransient));
        var retold = failure.Saying("Nothing has changed.");
        Assert.Equal((failure.Outcome, conflict, transient), (retold.Outcome, retold.IsConflict, retold.IsTransient));
    }

    [Fact]
    public void An_answer_that_is_lost_or_not_Atlass_leaves_the_outcome_open() => Assert.All(
        new AtlasCmkException[] { Fakes.Given.Loss(), AtlasFailures.From(s_call, 400, null), AtlasFailures.Unreadable(s_call, 200, "it is empty"),
            AzureFailures.NotFromAzure(new("PUT", "/x", "change it", "write"), 403, "") },
        failure => Assert.Equal(ChangeOutcome.Unknown, failure.Outcome));
}
