using System.Text;
using AtlasCmk.Clients;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

/// <summary>A refusal of Azure is carried whole, and explained no further than what it says.</summary>
public sealed class AzureRefusalTests
{
    private const string Claims = "eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlcyI6WyJwMSJdfX19";

    private readonly ArmFixture _azure = new();

    private Task<AzureApiException> RefusalAsync() => Assert.ThrowsAsync<AzureApiException>(() =>
        _azure.Api.SetConnectionStatusAsync(Connection(), "Approved", "why", TimeSpan.FromMinutes(5), default));

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(407)]
    [InlineData(409)]
    public async Task A_gateway_page_is_quoted_and_not_attributed_to_Azure(int status)
    {
        _azure.Arm.Answer(status, "\n <!DOCTYPE html>\n<html><head><title>Blocked by Contoso Gateway</title></head><body>\u001b[2KAsk the help desk</body></html>");

        var e = await RefusalAsync();

        Assert.Equal(("UnreadableAnswer", FailureKind.Protocol, status), (e.ErrorId, e.Kind, e.StatusCode));
        Assert.Contains("did not come from Azure", e.Message, StringComparison.Ordinal);
        Assert.Contains("Blocked by Contoso Gateway", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', e.Message);
        Assert.Contains("proxy", e.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("role", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_page_is_quoted_in_part()
    {
        _azure.Arm.Answer(403, "<html>" + new string('x', 100_000));
        Assert.InRange((await RefusalAsync()).Message.Length, 100, 800);
    }

    [Fact]
    public async Task A_page_in_place_of_a_connection_does_not_mean_that_it_is_missing()
    {
        _azure.Arm.Answer(404, "<html>no such site</html>");
        Assert.Equal("UnreadableAnswer", (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.GetConnectionAsync(Id, default))).ErrorId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"error":{"message":"no"}}""")]
    [InlineData("""{"Message":"no"}""")]
    public async Task A_403_without_a_code_is_not_called_a_role(string body)
    {
        _azure.Arm.Answer(403, body);
        var e = await RefusalAsync();
        Assert.Equal("UnreadableAnswer", e.ErrorId);
        Assert.Contains("with no code", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":{"code":"BrandNewCode","message":"Azure's own words."}}""")]
    [InlineData("""{"code":"BrandNewCode","message":"Azure's own words."}""")]
    [InlineData("""{"Code":"BrandNewCode","Message":"Azure's own words."}""")]
    [InlineData("""{"error":"BrandNewCode","error_description":"Azure's own words."}""")]
    [InlineData("""{"odata.error":{"code":"BrandNewCode","message":{"lang":"en","value":"Azure's own words."}}}""")]
    [InlineData("""{"Error":{"Code":"BrandNewCode","Message":"Azure's own words."}}""")]
    public async Task An_unknown_code_is_quoted_whatever_the_shape_and_a_role_is_one_possibility(string body)
    {
        _azure.Arm.Answer(403, body);

        var e = await RefusalAsync();

        Assert.Equal(("AzureApiError", FailureKind.PermissionDenied, "BrandNewCode"), (e.ErrorId, e.Kind, e.ErrorCode));
        Assert.Contains("Azure's own words.", e.Message, StringComparison.Ordinal);
        Assert.Contains("possib", e.Remedy, StringComparison.Ordinal);
        Assert.Contains("Microsoft.KeyVault/vaults/privateEndpointConnections/write", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_names_itself_and_its_assignment()
    {
        static string Policy(int n) => $$"""
            {"type":"PolicyViolation","info":{"policyDefinitionDisplayName":"Deny change {{n}}","policyDefinitionName":"d{{n}}",
            "policyDefinitionId":"/providers/Microsoft.Authorization/policyDefinitions/d{{n}}",
             "policyAssignmentDisplayName":"Guardrails {{n}}","policyAssignmentName":"a{{n}}","policyAssignmentId":"/subscriptions/sub-1/providers/Microsoft.Authorization/policyAssignments/a{{n}}"} }
            """;
        _azure.Arm.Answer(403, $$"""{"error":{"code":"RequestDisallowedByPolicy","target":"pe-1","message":"Disallowed.","additionalInfo":[{{Policy(1)}},null,7,{{Policy(2)}}]} }""");

        var e = await RefusalAsync();

        Assert.Equal("DisallowedByPolicy", e.ErrorId);
        Assert.All(["Deny change 1", "/policyDefinitions/d1", "Guardrails 1", "/policyAssignments/a1", "Deny change 2", "/policyAssignments/a2"],
            part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
    }

    /// <summary>Most often Azure writes the policies into its text.</summary>
    [Fact]
    public async Task A_policy_in_the_message_is_not_reported_as_missing()
    {
        _azure.Arm.Answer(403, """{"error":{"code":"RequestDisallowedByPolicy","message":"Resource 'kv' was disallowed by policy. Policy identifiers: '"""
            + """[{\"policyAssignment\":{\"name\":\"Guardrails\",\"id\":\"/a\"},\"policyDefinition\":{\"name\":\"Deny\",\"id\":\"/d\"}}]'."}}""");

        var e = await RefusalAsync();

        Assert.Contains("Guardrails", e.Message, StringComparison.Ordinal);
        Assert.Contains("New-AzPolicyExemption", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_refusal_that_names_none_does_not_claim_to()
    {
        _azure.Arm.Answer(403, Error("RequestDisallowedByPolicy", "Disallowed."));
        var e = await RefusalAsync();
        Assert.DoesNotContain("names it", e.Remedy, StringComparison.Ordinal);
        Assert.Contains("Get-AzActivityLog", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_and_inner_errors_are_shown_and_a_target_stands_for_an_empty_text()
    {
        _azure.Arm.Answer(400, """
            {"error":{"code":"BadRequest","message":"Outer.","details":[{"code":"PropertyA","target":"properties.state","message":""},{"code":"PropertyB","message":"Second."}],
             "innererror":{"code":"Middle","message":"Middle words.","innererror":{"code":"Core","message":"Inner words."}}}}
            """);

        var e = await RefusalAsync();

        Assert.Equal(("BadRequest", "Core"), (e.ErrorCode, e.InnerErrorCode));
        Assert.All(["BadRequest", "Middle", "Core", "PropertyA", "properties.state", "PropertyB", "Second.", "Middle words.", "Inner words."],
            part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(401, """{"error":{"code":"RequestDisallowedByPolicy","message":"Resource 'kv' was disallowed by policy."}}""")]
    [InlineData(403, "")]
    public async Task A_claims_challenge_asks_for_multi_factor_authentication_with_the_two_commands(int status, string body)
    {
        _azure.Arm.Answer(status, body, ("WWW-Authenticate",
            $"Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111\", error=\"insufficient_claims\", claims=\"{Claims}\""));

        var e = await RefusalAsync();

        Assert.Equal(("AzureMultiFactorRequired", FailureKind.Authentication), (e.ErrorId, e.Kind));
        Assert.Contains($"Connect-AzAccount -Tenant '11111111-1111-1111-1111-111111111111' -ClaimsChallenge '{Claims}'", e.Remedy, StringComparison.Ordinal);
        Assert.Contains($"az login --tenant '11111111-1111-1111-1111-111111111111' --claims-challenge '{Claims}'", e.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("exempt", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_challenge_for_another_reason_is_not_called_multi_factor_for_certain()
    {
        var claims = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}"""));
        _azure.Arm.Answer(401, "", ("WWW-Authenticate", $"Bearer authorization_uri=\"https://login.microsoftonline.com/common/\", error=\"insufficient_claims\", claims=\"{claims}\""));

        var e = await RefusalAsync();

        Assert.Equal("AzureMultiFactorRequired", e.ErrorId);
        Assert.Contains("new sign-in", e.Message, StringComparison.Ordinal);
        Assert.Contains($"Connect-AzAccount -ClaimsChallenge '{claims}'", e.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Resource 'kv' was disallowed by Azure: Users must use MFA for Create operation.", "AzureMultiFactorRequired")]
    [InlineData("Resource 'kv' was disallowed by Azure.", "AzureMultiFactorRequired")]
    [InlineData("Resource 'kv' was disallowed by Azure: This policy maintains a set of best available regions.", "DisallowedByPolicy")]
    public async Task A_refusal_by_Azure_itself_is_recognized_by_its_message(string words, string errorId)
    {
        _azure.Arm.Answer(403, Error("RequestDisallowedByAzure", words));
        var e = await RefusalAsync();
        Assert.Equal(errorId, e.ErrorId);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.Equal(errorId == "AzureMultiFactorRequired", e.Remedy.Contains("Connect-AzAccount", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Claims_in_the_text_of_a_refusal_are_taken_too()
    {
        _azure.Arm.Answer(403, Error("RequestDisallowedByAzure", $"Run Connect-AzAccount -Tenant x -ClaimsChallenge '{Claims}'"));
        Assert.Contains($"az login --claims-challenge '{Claims}'", (await RefusalAsync()).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ids_that_Microsofts_support_asks_for_are_in_Verbose()
    {
        _azure.Arm.Answer(403, Error("AuthorizationFailed"), ("x-ms-request-id", "req-1"), ("x-ms-correlation-request-id", "cor-1"));
        await RefusalAsync();
        Assert.Contains(_azure.Log.VerboseLines, l => l.Contains("req-1", StringComparison.Ordinal) && l.Contains("cor-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_of_sixteen_megabytes_gives_a_short_message()
    {
        _azure.Arm.Answer(400, Error("Odd", new string('x', 1_000_000)));
        Assert.InRange((await RefusalAsync()).Message.Length, 100, 5000);
    }
}
