using AtlasCmk.Clients;
using Newtonsoft.Json.Linq;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

/// <summary>The requests that change access to a vault's keys.</summary>
public sealed class KeyVaultAccessTests
{
    private const string Assignment = VaultPath + "/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-000000000001";

    private static readonly KeyVaultAccessPolicy s_rights = new("t-1", "o-1", null, ["Get", "decrypt"]);
    private static readonly RoleAssignment s_role = new(Assignment, VaultPath, "/d/1", "o-1") { PrincipalType = "ServicePrincipal" };

    private readonly ArmFixture _azure = new();

    private void AssertSent(string method, string pathAndQuery, string? body)
    {
        var sent = _azure.Arm.Requests[^1];
        Assert.Equal((method, $"https://management.azure.com{pathAndQuery}"), (sent.Method, sent.Address.AbsoluteUri));
        Assert.True(body is null ? sent.Body.Length == 0 : JToken.DeepEquals(JObject.Parse(body), JObject.Parse(sent.Body)), sent.Body);
    }

    [Theory]
    [InlineData("add")]
    [InlineData("remove")]
    public async Task A_policy_is_changed_by_the_permissions_alone(string operation)
    {
        _azure.Arm.Answer(200, "{}");
        await Change(operation, s_rights);
        AssertSent("PUT", $"{VaultPath}/accessPolicies/{operation}?api-version=2026-02-01",
            """{"properties":{"accessPolicies":[{"tenantId":"t-1","objectId":"o-1","permissions":{"keys":["Get","decrypt"]}}]}}""");

        await Change(operation, s_rights with { ApplicationId = "a-1" });
        Assert.Contains("\"applicationId\":\"a-1\"", _azure.Arm.Requests[^1].Body, StringComparison.Ordinal);

        Task Change(string how, KeyVaultAccessPolicy rights) => how == "add"
            ? _azure.Api.AddToAccessPolicyAsync(Vault, rights, default)
            : _azure.Api.RemoveFromAccessPolicyAsync(Vault, rights, default);
    }

    [Fact]
    public async Task A_role_is_given_back_under_its_former_name_with_all_that_it_had()
    {
        _azure.Arm.Answer(201, "{}");
        await _azure.Api.CreateRoleAssignmentAsync(Vault, s_role, default);
        AssertSent("PUT", $"{Assignment}?api-version=2022-04-01", """{"properties":{"roleDefinitionId":"/d/1","principalId":"o-1","principalType":"ServicePrincipal"}}""");

        await _azure.Api.CreateRoleAssignmentAsync(Vault, s_role with { Condition = "c", ConditionVersion = "2.0" }, default);
        Assert.Contains("\"condition\":\"c\",\"conditionVersion\":\"2.0\"", _azure.Arm.Requests[^1].Body, StringComparison.Ordinal);

        await _azure.Api.CreateRoleAssignmentAsync(Vault, s_role with { Description = "d", DelegatedManagedIdentityResourceId = "/m" }, default);
        Assert.Contains("\"description\":\"d\",\"delegatedManagedIdentityResourceId\":\"/m\"", _azure.Arm.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task A_role_is_taken_whether_it_was_there_or_not(int status)
    {
        _azure.Arm.Answer(status);
        await _azure.Api.DeleteRoleAssignmentAsync(Vault, s_role, default);
        AssertSent("DELETE", $"{Assignment}?api-version=2022-04-01", null);
    }

    [Fact]
    public async Task An_existing_role_is_recognized_by_Azures_code()
    {
        _azure.Arm.Answer(409, Error("RoleAssignmentExists"));
        Assert.Equal("RoleAssignmentExists", (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.CreateRoleAssignmentAsync(Vault, s_role, default))).ErrorCode);
    }

    [Fact]
    public async Task A_missing_right_names_a_role_that_has_it()
    {
        _azure.Arm.Answer(403, Error("AuthorizationFailed"));
        var e = await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.DeleteRoleAssignmentAsync(Vault, s_role, default));
        Assert.Contains("Microsoft.Authorization/roleAssignments/delete", e.Remedy, StringComparison.Ordinal);
        e = await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.AddToAccessPolicyAsync(Vault, s_rights, default));
        Assert.Contains("Microsoft.KeyVault/vaults/accessPolicies/write", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keys_of_a_vault_come_from_all_pages()
    {
        _azure.Arm.Answer(200, """{"value":[{"kid":"https://kv-1.vault.azure.net/keys/one"}],"nextLink":"https://kv-1.vault.azure.net:443/keys?api-version=7.5&$skiptoken=x"}""")
            .Answer(200, """{"value":[{"kid":"https://kv-1.vault.azure.net/keys/two"}],"nextLink":null}""");
        Assert.Equal(["one", "two"], await _azure.Keys.ListKeysAsync(Vault, default));
        Assert.Equal("https://kv-1.vault.azure.net/keys?api-version=7.5", _azure.Arm.Requests[0].Address.AbsoluteUri);
    }
}
