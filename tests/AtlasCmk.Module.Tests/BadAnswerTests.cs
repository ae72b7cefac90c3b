using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace AtlasCmk.ModuleTests;

/// <summary>Bad answers: each kind gets its own error, and no request that changes something follows.</summary>
public sealed class BadAnswerTests(ITestOutputHelper log) : IDisposable
{
    private const string Change = "Set-AtlasEncryptionAtRest -EnabledForSearchNodes";

    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("active", "--projects", "2");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_refusal_names_one_of_five_reasons_with_Atlass_code()
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        var errors = new Dictionary<string, ErrorRecord>
        {
            ["WrongApiKey"] = ConnectAs(shell, _sandbox["publicKey"], "11111111-2222-3333-4444-555555555555"),
            ["NoAccessToProject"] = ConnectAs(shell, NewKey(["GROUP_OWNER"], projectIds: [OtherProject]), project: _sandbox.ProjectId),
            ["AddressNotOnAccessList"] = ConnectAs(shell, NewKey(["ORG_OWNER"], accessList: ["192.0.2.1/32"])),
        };

        ConnectWith(shell, NewKey(["GROUP_READ_ONLY"])).Succeeded();
        errors["RoleTooSmall"] = Assert.Single(shell.Run(Change).Errors);
        shell.Run("Connect-Atlas -Sandbox $Sandbox").Succeeded();
        _sandbox.World("setOrganizationState", new { state = "inactive" });
        errors["OrganizationInactive"] = Assert.Single(shell.Run(Change).Errors);
        _sandbox.World("setOrganizationState", new { state = "suspended" });
        errors["OrganizationSuspended"] = Assert.Single(shell.Run(Change).Errors);

        log.WriteLine(string.Join("\n\n", errors.Select(e => $"{e.Key}: {e.Value.DisplayText()}")));
        Assert.All(errors, e => Assert.StartsWith(e.Key + ",", e.Value.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Equal(errors.Count, errors.Values.Select(e => e.DisplayText()).Distinct().Count());
        Assert.All(errors.Values, e => Assert.NotEmpty(e.ErrorDetails.RecommendedAction));
        Assert.Contains("IP_ADDRESS_NOT_ON_ACCESS_LIST", errors["AddressNotOnAccessList"].DisplayText(), StringComparison.Ordinal);
        Assert.Contains("INACTIVE_ORG", errors["OrganizationInactive"].DisplayText(), StringComparison.Ordinal);
        Assert.Contains("ACCOUNT_SUSPENDED", errors["OrganizationSuspended"].DisplayText(), StringComparison.Ordinal);
        Assert.Contains("does not exist", errors["NoAccessToProject"].DisplayText(), StringComparison.Ordinal);
        Assert.Contains("Project Owner", errors["RoleTooSmall"].DisplayText(), StringComparison.Ordinal);
        Assert.All(errors.Values, e => Assert.Matches(@"\((400|401|402|403)[ ,]", e.DisplayText()));
        Assert.DoesNotContain(_sandbox.Mutations(), r => r.Status is >= 200 and < 300);
    }

    /// <summary>The session from before stays the default: a script that went on would work on another project.</summary>
    [Theory]
    [InlineData("Connect-Atlas")]
    [InlineData("New-AtlasSession")]
    public void A_sign_in_that_fails_is_caught_whatever_the_reason(string command)
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        string Refused((string Public, string Private) key)
        {
            shell.Set("file", _sandbox.FileWith(("publicKey", key.Public), ("privateKey", key.Private)));
            return shell.Refuse($"{command} -Sandbox $file").FullyQualifiedErrorId.Split(',')[0];
        }

        var owner = NewKey(["ORG_OWNER"]);
        Assert.Equal("NoAccessToProject", Refused(NewKey(["GROUP_OWNER"], projectIds: [OtherProject])));
        Assert.Equal("AddressNotOnAccessList", Refused(NewKey(["ORG_OWNER"], accessList: ["192.0.2.1/32"])));
        _sandbox.World("setOrganizationState", new { state = "inactive" });
        Assert.Equal("OrganizationInactive", Refused(owner));
        _sandbox.World("setOrganizationState", new { state = "suspended" });
        Assert.Equal("OrganizationSuspended", Refused(owner));
        _sandbox.World("setOrganizationState", new { state = "active" });
        _sandbox.Fault(new { path = "/groups", times = 9, truncate = true });
        Assert.Equal("ServiceUnreachable", Refused(owner));
    }

    [Theory]
    [InlineData("Get-AtlasAkvPrivateEndpoint -EndpointId {0}", 3)]
    [InlineData("Wait-AtlasAkvPrivateEndpoint -EndpointId {0}", 3)]
    [InlineData("Approve-AzPrivateEndpointConnection -EndpointId {0}", 3)]
    [InlineData("Remove-AtlasAkvPrivateEndpoint -EndpointId {0} -Wait -Confirm:$false; Get-AtlasProject", 2)]
    public void An_unknown_endpoint_is_one_error_and_the_others_continue(string script, int others)
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        var ids = shell.Run("Get-AtlasAkvPrivateEndpoint").Succeeded("EndpointId").Cast<string>().ToList();
        ids.Insert(1, "66c9e8f1dd6c9960802420e9");

        var run = shell.Run(string.Format(null, script, string.Join(", ", ids)));

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("EndpointUnknown,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("66c9e8f1dd6c9960802420e9", error.TargetObject);
        Assert.Equal(others, run.Output.Count);
    }

    [Fact]
    public void An_unknown_cluster_is_one_error_and_the_others_continue()
    {
        using var shell = Shell.ConnectedTo(_sandbox);

        var run = shell.Run("Enable-AtlasClusterEncryption -ClusterName orders, nowhere, payments");

        Assert.Contains("nowhere", Assert.Single(run.Errors).DisplayText(), StringComparison.Ordinal);
        Assert.Equal(["orders", "payments"], run.Output.Select(o => o.Properties["ClusterName"].Value));
    }

    [Fact]
    public void Azure_s_refusal_names_its_code_and_the_right_that_is_missing()
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        var name = (string)_sandbox.World("addForeignConnection", new { name = "stranger" })["name"]!;
        _sandbox.Fault(new { face = "arm", method = "PUT", path = "privateEndpointConnections", status = 403,
            body = new { error = new { code = "AuthorizationFailed", message = "The client does not have authorization." } } });

        var error = Assert.Single(shell.Run($"Deny-AtlasAkvPrivateEndpointConnection -Name {name} -Force -Confirm:$false").Errors);

        Assert.Contains("AuthorizationFailed", error.DisplayText(), StringComparison.Ordinal);
        Assert.Contains("Microsoft.KeyVault/vaults/privateEndpointConnections/write", error.DisplayText(), StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
    }

    private string OtherProject => (string)_sandbox.Picture()["projects"]![1]!["id"]!;

    private (string, string) NewKey(string[] roles, string[]? projectIds = null, string[]? accessList = null)
    {
        var key = _sandbox.World("addApiKey", new { roles, projectIds, accessList });
        return ((string)key["publicKey"]!, (string)key["privateKey"]!);
    }

    private ShellRun ConnectWith(Shell shell, (string Public, string Private) key, string? project = null)
    {
        shell.Set("file", _sandbox.FileWith(("publicKey", key.Public), ("privateKey", key.Private), ("projectId", project ?? _sandbox.ProjectId)));
        return shell.Run("Connect-Atlas -Sandbox $file");
    }

    private ErrorRecord ConnectAs(Shell shell, (string, string) key, string? project = null) => Assert.Single(ConnectWith(shell, key, project).Errors);

    private ErrorRecord ConnectAs(Shell shell, string publicKey, string privateKey) => ConnectAs(shell, (publicKey, privateKey));
}
