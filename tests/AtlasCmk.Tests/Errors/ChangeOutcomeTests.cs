using System.Net.Sockets;
using System.Security.Authentication;
using AtlasCmk.Clients;
using AtlasCmk.Tests.Clients;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Errors;

/// <summary>Whether a change may have been made, over all tries of its request. A request that never left changed nothing.</summary>
public sealed class ChangeOutcomeTests
{
    private static readonly EncryptionAtRestChange s_change = new() { KeyIdentifier = Given.OtherKey };

    public static TheoryData<string, bool> Losses => new()
    {
        { "name", false },
        { "connection", false },
        { "certificate", false },
        { "proxy", false },
        { "reset", true },
    };

    private static HttpRequestException Lost(string how) => how switch
    {
        "name" => new(HttpRequestError.NameResolutionError, "no such host"),
        "connection" => new(HttpRequestError.ConnectionError, "refused", new SocketException(111)),
        "certificate" => new(HttpRequestError.SecureConnectionError, "TLS", new AuthenticationException("untrusted root")),
        "proxy" => new(HttpRequestError.ProxyTunnelError, "403"),
        _ => new("outer", new IOException("Connection reset by peer")),
    };

    private static HttpResponseMessage Refused(int status, string code) => FakeTransport.Json(status, $$"""{"error":{{status}},"errorCode":"{{code}}","detail":"Atlas explains."}""");

    private static async Task<AtlasCmkException> AtlasFailureAsync(Func<int, HttpResponseMessage> answer)
    {
        var calls = 0;
        using var setup = new AtlasApiSetup(_ => answer(++calls));
        return await Assert.ThrowsAnyAsync<AtlasCmkException>(
            () => setup.Time.RunAsync(() => setup.Api.UpdateEncryptionAtRestAsync(AtlasApiSetup.ProjectId, s_change, default)));
    }

    private static async Task<AtlasCmkException> AzureFailureAsync(Action<FakeArm> script, ArmFixture? fixture = null)
    {
        var azure = fixture ?? new();
        script(azure.Arm);
        var role = new RoleAssignment($"{ArmFixture.VaultPath}/providers/Microsoft.Authorization/roleAssignments/a", ArmFixture.VaultPath, "r", "p");
        return await Assert.ThrowsAnyAsync<AtlasCmkException>(() => azure.Api.CreateRoleAssignmentAsync(ArmFixture.Vault, role, default));
    }

    [Theory]
    [InlineData(503, 429, "RateLimited")]
    [InlineData(503, 400, "AtlasApiError")]
    [InlineData(0, 429, "RateLimited")]
    [InlineData(0, 409, "AtlasApiError")]
    public async Task A_refusal_after_a_try_that_may_have_been_carried_out_leaves_the_outcome_open(int first, int then, string errorId)
    {
        var failure = await AtlasFailureAsync(call => call > 1 ? Refused(then, "SOMETHING_NEW") : first == 0 ? throw Lost("reset") : FakeTransport.Empty(first));

        Assert.Equal((errorId, ChangeOutcome.Unknown), (failure.ErrorId, failure.Outcome));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(400)]
    public async Task A_refusal_of_every_try_changed_nothing(int status) =>
        Assert.Equal(ChangeOutcome.NotDone, (await AtlasFailureAsync(_ => Refused(status, "SOMETHING_NEW"))).Outcome);

    /// <summary>Only Invoke-AtlasRequest sends changes that AtlasCmk cannot look for.</summary>
    [Fact]
    public async Task It_names_the_command_that_looks_if_AtlasCmk_does_not_look_itself()
    {
        var calls = 0;
        using var setup = new AtlasApiSetup(_ => ++calls == 1 ? FakeTransport.Empty(503) : Refused(400, "SOMETHING_NEW"));
        var request = new AtlasRequest("PATCH", "/groups/1", "") { Version = "2025-03-12", BodyText = "{}" };

        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => setup.Time.RunAsync(async () => await setup.Api.InvokeAsync(request, default).ToListAsync()));

        Assert.Contains("It is unknown whether an earlier try was carried out.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Invoke-AtlasRequest '/groups/1'", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Without_an_answer_from_Atlas_the_outcome_is_open_only_if_the_request_left(string how, bool left)
    {
        var failure = Assert.IsType<AtlasUnreachableException>(await AtlasFailureAsync(_ => throw Lost(how)));

        Assert.Equal(left ? ChangeOutcome.Unknown : ChangeOutcome.NotDone, failure.Outcome);
    }

    [Fact]
    public async Task A_try_that_did_not_leave_says_nothing_about_an_earlier_one() =>
        Assert.Equal(ChangeOutcome.Unknown, (await AtlasFailureAsync(call => throw Lost(call == 1 ? "reset" : "name"))).Outcome);

    [Theory]
    [InlineData(503)]
    [InlineData(403)]
    [InlineData(0)]
    public async Task Without_a_token_nothing_was_sent(int status)
    {
        using var setup = new ServiceAccountSetup();
        setup.Server.InsteadOfTokens.Enqueue(status == 0 ? FakeTransport.Json(200, "{}") : FakeTransport.Json(status, """{"error":"access_denied"}"""));
        var api = new AtlasApi(setup.Http, setup.Options, setup.Log);

        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => api.UpdateEncryptionAtRestAsync(AtlasApiSetup.ProjectId, s_change, default));

        Assert.Equal(ChangeOutcome.NotDone, failure.Outcome);
    }

    /// <summary>The new token for the second try is refused: it says nothing about the first one.</summary>
    [Fact]
    public async Task A_token_that_is_refused_after_such_a_try_leaves_the_outcome_open_too()
    {
        using var setup = new ServiceAccountSetup(new SteppingTime { LongestStep = TimeSpan.FromSeconds(30) });
        setup.Server.Answer = _ =>
        {
            setup.Server.Forget();
            setup.Server.InsteadOfTokens.Enqueue(FakeTransport.Json(401, """{"error":"invalid_client"}"""));
            return FakeTransport.Empty(503);
        };
        var api = new AtlasApi(setup.Http, setup.Options, setup.Log);

        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => api.UpdateEncryptionAtRestAsync(AtlasApiSetup.ProjectId, s_change, default));

        Assert.Equal(("WrongServiceAccount", ChangeOutcome.Unknown), (failure.ErrorId, failure.Outcome));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(0)]
    public async Task A_refusal_of_Azure_after_such_a_try_leaves_the_outcome_open(int first)
    {
        var failure = await AzureFailureAsync(arm => (first == 0 ? arm.Fail(new IOException("reset")) : arm.Answer(first)).Answer(403, ArmFixture.Error("AuthorizationFailed")));

        Assert.Equal(("AzureRoleTooSmall", ChangeOutcome.Unknown), (failure.ErrorId, failure.Outcome));
        Assert.Equal(ChangeOutcome.NotDone, (await AzureFailureAsync(arm => arm.Answer(403, ArmFixture.Error("AuthorizationFailed")))).Outcome);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Without_an_answer_from_Azure_the_outcome_is_open_only_if_the_request_left(string how, bool left)
    {
        var failure = Assert.IsType<AtlasUnreachableException>(await AzureFailureAsync(arm => arm.Fail(how == "reset" ? new IOException("reset") : Lost(how))));

        Assert.Equal(left ? ChangeOutcome.Unknown : ChangeOutcome.NotDone, failure.Outcome);
    }

    [Theory]
    [InlineData(503, "AzureServerError")]
    [InlineData(0, "ServiceUnreachable")]
    public async Task Without_a_sign_in_to_Azure_nothing_was_sent(int status, string errorId)
    {
        using var login = new FakeArm();
        _ = status == 0 ? login.Fail(new IOException("reset")) : login.Answer(status);
        var application = new AzureSignIn(AzureAuthentication.ClientSecret) { ClientId = "app-1", TenantId = Given.Tenant, ClientSecret = ArmFixture.Secret("s3cret") };
        var azure = new ArmFixture(AzureCredentials.Create(ArmFixture.Options(application, new SteppingTime()), ArmFixture.Over(login)));

        var failure = await AzureFailureAsync(_ => { }, azure);

        Assert.Equal((errorId, ChangeOutcome.NotDone), (failure.ErrorId, failure.Outcome));
        Assert.Empty(azure.Arm.Requests);
        Assert.Contains(status == 0 ? "login.microsoftonline.com" : "application app-1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_was_accepted_and_did_not_finish_may_have_been_made() => Assert.All(
        new[] { AzureFailures.TimedOut(new("PUT", "/x", "change it", "write"), TimeSpan.FromSeconds(1), null),
            CommandErrors.WaitTimedOut("the key", "valid", "not valid", TimeSpan.FromSeconds(1)),
            AzureFailures.OperationFailed(new("PUT", "/x", "change it", "write"), 200, "Failed", null) },
        failure => Assert.Equal(ChangeOutcome.Unknown, failure.Outcome));

    [Fact]
    public void A_refusal_of_AtlasCmk_changed_nothing() => Assert.Equal(ChangeOutcome.NotDone, EncryptionErrors.NothingToChange(Given.ProjectId).Outcome);
}
