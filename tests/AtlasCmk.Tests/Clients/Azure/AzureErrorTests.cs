using AtlasCmk.Clients;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

public sealed class AzureErrorTests
{
    private readonly ArmFixture _azure = new();

    private Task<AzureApiException> RefusalAsync() => Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.ListConnectionsAsync(Vault, default));

    [Theory]
    [InlineData(403, "AuthorizationFailed", "AzureRoleTooSmall", "Microsoft.KeyVault/vaults/privateEndpointConnections/read")]
    [InlineData(403, "LinkedAuthorizationFailed", "AzureRoleTooSmall", "Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action")]
    [InlineData(403, "RequestDisallowedByPolicy", "DisallowedByPolicy", "policy")]
    [InlineData(404, "ResourceNotFound", "NotFoundInAzure", "Check the name")]
    [InlineData(404, "ParentResourceNotFound", "VaultNotFound", "vault's name")]
    [InlineData(404, "ResourceGroupNotFound", "ResourceGroupNotFound", "resource group")]
    [InlineData(404, "SubscriptionNotFound", "SubscriptionNotFound", "subscription ID")]
    [InlineData(401, "InvalidAuthenticationToken", "AzureTokenRefused", "-AzureAccessToken")]
    [InlineData(401, "InvalidAuthenticationTokenTenant", "AzureWrongTenant", "-AzureTenantId")]
    [InlineData(401, "ExpiredAuthenticationToken", "AzureTokenExpired", "fresh token")]
    [InlineData(409, "ScopeLocked", "ScopeLocked", "lock")]
    [InlineData(409, "Conflict", "AzureConflict", "run the command again")]
    [InlineData(409, "MissingSubscriptionRegistration", "ProviderNotRegistered", "Register-AzResourceProvider")]
    [InlineData(400, "NoRegisteredProviderFound", "AzureVersionRefused", "update AtlasCmk")]
    [InlineData(400, "SomethingNew", "AzureApiError", "Azure's explanation")]
    public async Task Each_code_has_its_name_its_remedy_and_Azures_own_words(int status, string code, string errorId, string remedy)
    {
        _azure.Arm.Answer(status, Error(code, "Azure's own words."));

        var e = await RefusalAsync();

        Assert.Equal((errorId, status, code), (e.ErrorId, e.StatusCode, e.ErrorCode));
        Assert.Contains(remedy, e.Remedy, StringComparison.Ordinal);
        Assert.Equal($"Azure refused to list the private endpoint connections of key vault kv-1 ({status} {code}; GET {VaultPath}/privateEndpointConnections). Azure's own words.", e.Message);
    }

    [Theory]
    [InlineData(401, "AzureTokenRefused", FailureKind.Authentication)]
    [InlineData(404, "NotFoundInAzure", FailureKind.NotFound)]
    [InlineData(412, "AzureConflict", FailureKind.Refused)]
    [InlineData(418, "AzureApiError", FailureKind.Refused)]
    [InlineData(501, "AzureServerError", FailureKind.Failed)]
    internal async Task An_answer_without_a_code_is_judged_by_its_status(int status, string errorId, FailureKind kind)
    {
        foreach (var body in new[] { "", "{\"error\":\"text\"}", "{\"Message\":\"text\"}", "{\"error\":{\"message\":\"text\",\"details\":[null]}}" })
        {
            _azure.Arm.Answer(status, body);
            var e = await RefusalAsync();
            Assert.Equal((errorId, kind, status), (e.ErrorId, e.Kind, e.StatusCode));
            Assert.Contains("with no code", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_most_precise_code_decides()
    {
        _azure.Arm.Answer(403, """{"error":{"code":"Forbidden","message":"outer","innererror":{"code":"Outer","innererror":{"code":"ForbiddenByConnection"}}}}""")
            .Answer(400, """{"error":{"code":"BadRequest","message":"outer","details":[null,{"code":"ScopeLocked","message":"the lock is called keep"}]}}""");

        var inner = await RefusalAsync();
        Assert.Equal(("VaultNotReachable", "Forbidden", "ForbiddenByConnection"), (inner.ErrorId, inner.ErrorCode, inner.InnerErrorCode));
        Assert.Contains("403 Forbidden, Outer, ForbiddenByConnection;", inner.Message, StringComparison.Ordinal);

        var detail = await RefusalAsync();
        Assert.Equal("ScopeLocked", detail.ErrorId);
        Assert.EndsWith(". outer the lock is called keep", detail.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_Azure_repeats_gets_into_no_message()
    {
        _azure.Arm.Answer(403, Error("AuthorizationFailed", $"The token {Token} has no right."));

        Assert.EndsWith(". The token … has no right.", (await RefusalAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _azure.Arm.Answer(307, "", ("Location", "https://evil.example/steal?hidden=1"));
        var e = await RefusalAsync();
        Assert.Equal(("RedirectRefused", 307), (e.ErrorId, e.StatusCode));
        Assert.Contains("https://evil.example.", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", e.Message, StringComparison.Ordinal);
        Assert.Single(_azure.Arm.Requests);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://management.azure.com/")]
    [InlineData("http://management.azure.com:443/")]
    [InlineData("https://management.chinacloudapi.cn/")]
    public void Only_the_sessions_own_resource_manager_is_admitted(string address) =>
        Assert.False(AzureService.KeyVaults(AzureCloud.Public).Admits(new(address)));

    [Fact]
    public async Task The_guard_stops_a_message_for_another_host_before_it_gets_a_token()
    {
        var credential = new ScriptedCredential("t");
        var pipeline = AzurePipeline.ForResourceManager(Options(new(AzureAuthentication.AccessToken), TimeProvider.System), Over(_azure.Arm), credential);
        using var message = pipeline.CreateMessage();
        message.Request.Uri.Reset(new("https://evil.example/"));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await pipeline.SendAsync(message, default));

        Assert.Equal(0, credential.Asked);
        Assert.Empty(_azure.Arm.Requests);
    }
}
