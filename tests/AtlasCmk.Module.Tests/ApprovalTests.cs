using System.Text.Json.Nodes;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Only Atlas knows whose a connection is: what it does not list is not approved by accident.</summary>
public sealed class ApprovalTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("pending");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_stranger_in_the_pipeline_is_one_error_and_the_project_s_own_are_approved()
    {
        AddStranger();
        using var shell = Shell.ConnectedTo(_sandbox);

        var run = shell.Run("Get-AtlasAkvPrivateEndpointConnection | Approve-AzPrivateEndpointConnection");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("ConnectionNotListed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("stranger", error.DisplayText(), StringComparison.Ordinal);
        Assert.All(run.Output, o => Assert.Equal(("Approved", "Atlas"), (o.Properties["Status"].Value, o.Properties["VerifiedBy"].Value.ToString())));
        Assert.Equal(3, run.Output.Count);
        Assert.Equal("Pending", StatusOf("stranger"));
    }

    [Fact]
    public void A_stranger_that_is_named_is_approved_with_Force()
    {
        AddStranger();
        using var shell = Shell.ConnectedTo(_sandbox);

        var run = shell.Run($"Approve-AzPrivateEndpointConnection -ResourceId {IdOf("stranger")} -Force");

        Assert.Equal("None", Assert.Single(run.Succeeded("VerifiedBy"))!.ToString());
        Assert.Contains("Atlas does not list the connection stranger", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal("Approved", StatusOf("stranger"));
    }

    /// <summary>-WhatIf answers the first question. The second question appears only after a Yes.</summary>
    [Theory]
    [InlineData("Approve-AzPrivateEndpointConnection -ResourceId {0} -WhatIf")]
    [InlineData("Deny-AtlasAkvPrivateEndpointConnection -Name stranger -WhatIf")]
    [InlineData("Remove-AtlasAkvPrivateEndpointConnection -Name stranger -WhatIf")]
    public void Under_WhatIf_there_is_no_question_about_a_foreign_connection(string script)
    {
        AddStranger();
        using var silent = Shell.ConnectedTo(_sandbox);
        using var asking = Shell.ConnectedTo(_sandbox, answer: _ => true);
        var command = string.Format(null, script, IdOf("stranger"));

        Assert.Empty(silent.Run(command).Succeeded());
        Assert.Empty(asking.Run(command).Succeeded());
        Assert.Empty(asking.Questions);
        Assert.Empty(_sandbox.Mutations());
    }

    [Theory]
    [InlineData("Approve-AzPrivateEndpointConnection -ResourceId {0}")]
    [InlineData("Deny-AtlasAkvPrivateEndpointConnection -ResourceId {0} -Confirm:$false")]
    [InlineData("Remove-AtlasAkvPrivateEndpointConnection -Name stranger -Confirm:$false")]
    public void A_stranger_that_is_named_is_asked_about(string script)
    {
        AddStranger();
        var command = string.Format(null, script, IdOf("stranger"));
        using var silent = Shell.ConnectedTo(_sandbox);
        using var denying = Shell.ConnectedTo(_sandbox, answer: _ => false);

        var error = silent.Refuse(command);
        Assert.Empty(denying.Run(command).Succeeded());

        Assert.StartsWith("CannotAsk,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Force", error.DisplayText(), StringComparison.Ordinal);
        Assert.Contains("stranger", Assert.Single(denying.Questions), StringComparison.Ordinal);
        Assert.Empty(_sandbox.Mutations());
    }

    [Fact]
    public void An_approved_connection_is_a_success_and_nothing_is_sent()
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        shell.Run("Get-AtlasAkvPrivateEndpoint | Approve-AzPrivateEndpointConnection").Succeeded();
        _sandbox.ForgetRequests();

        var again = shell.Run("Get-AtlasAkvPrivateEndpointConnection | Approve-AzPrivateEndpointConnection");

        Assert.Equal(["Approved", "Approved", "Approved"], again.Succeeded("Status"));
        Assert.Empty(_sandbox.Mutations());
    }

    [Fact]
    public void A_rejection_is_undone_if_the_connection_is_named()
    {
        AddStranger();
        _sandbox.World("setConnection", new { name = "stranger", status = "Rejected" });
        using var shell = Shell.ConnectedTo(_sandbox);

        var run = shell.Run($"Approve-AzPrivateEndpointConnection -ResourceId {IdOf("stranger")} -Force");

        Assert.Equal(["Approved"], run.Succeeded("Status"));
        Assert.Contains(run.Warnings, w => w.Contains("was rejected before", StringComparison.Ordinal));
    }

    /// <summary>Azure says yes and does nothing: the success is claimed after a look.</summary>
    [Theory]
    [InlineData("Approve-AzPrivateEndpointConnection", "PUT", "Pending")]
    [InlineData("Deny-AtlasAkvPrivateEndpointConnection -Confirm:$false", "PUT", "Pending")]
    [InlineData("Remove-AtlasAkvPrivateEndpointConnection -Confirm:$false", "DELETE", "Pending")]
    public void A_confirmed_change_that_Azure_does_not_make_is_an_error(string command, string method, string status)
    {
        _sandbox.Fault(new { method, path = "privateEndpointConnections", status = 200, body = new { } });
        using var shell = Shell.ConnectedTo(_sandbox);

        var run = shell.Run($"Get-AtlasAkvPrivateEndpoint US_CENTRAL | {command} -TimeoutSec 300");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("ConnectionNotChanged,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(status, error.DisplayText(), StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Three_approvals_are_sent_one_after_the_other_and_a_conflict_is_waited_out()
    {
        _sandbox.Fault(new { method = "PUT", path = "privateEndpointConnections", status = 409, body = new { error = new { code = "ConflictError", message = "changed" } } });
        using var shell = Shell.ConnectedTo(_sandbox);

        var run = shell.Run("Get-AtlasAkvPrivateEndpoint | Approve-AzPrivateEndpointConnection");

        Assert.Equal(["Approved", "Approved", "Approved"], run.Succeeded("Status"));
        Assert.Equal([409, 200, 200, 200], _sandbox.Requests().Where(r => r.Method == "PUT").Select(r => r.Status));
    }

    [Fact]
    public void After_a_rejection_the_new_connection_of_Atlas_is_awaited_and_approved()
    {
        using var sandbox = SandboxWorld.AtStage("active");
        using var shell = Shell.ConnectedTo(sandbox);
        var first = shell.Run("$endpoint = Get-AtlasAkvPrivateEndpoint -RegionName US_CENTRAL; $endpoint").Succeeded("PrivateEndpointConnectionName");

        var run = shell.Run("""
            $null = $endpoint | Deny-AtlasAkvPrivateEndpointConnection -Confirm:$false
            $endpoint | Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint
            """);

        Assert.Equal(["ACTIVE"], run.Succeeded("Status"));
        Assert.NotEqual(first, run.Succeeded("PrivateEndpointConnectionName"));
        Assert.All(run.Warnings, w => Assert.Contains("US_CENTRAL", w, StringComparison.Ordinal));
    }

    /// <summary>In many companies the team that approves has no key for Atlas.</summary>
    [Fact]
    public void Without_Atlas_a_named_connection_is_approved_with_a_warning()
    {
        using var shell = new Shell();
        shell.Set("Sandbox", _sandbox.File);
        shell.Run("Connect-Atlas -AzureOnly -Sandbox $Sandbox").Succeeded();
        var name = (string)_sandbox.Picture()["vaults"]![0]!["connections"]![0]!["name"]!;

        var run = shell.Run($"Approve-AzPrivateEndpointConnection -ResourceId {IdOf(name)}");

        Assert.Equal("None", Assert.Single(run.Succeeded("VerifiedBy"))!.ToString());
        Assert.Contains(name, Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain(_sandbox.Requests(), r => r.Face == "atlas");
    }

    [Fact]
    public void Without_Atlas_a_piped_connection_is_refused_and_the_way_out_is_named()
    {
        using var shell = new Shell();
        shell.Set("Sandbox", _sandbox.File);
        shell.Run("Connect-Atlas -AzureOnly -Sandbox $Sandbox").Succeeded();

        var error = shell.Refuse($"'{IdOf("one")}' | Approve-AzPrivateEndpointConnection");

        Assert.StartsWith("NotConnected,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("or name the connection with -ResourceId", error.DisplayText(), StringComparison.Ordinal);
        Assert.Empty(_sandbox.Requests());
    }

    /// <summary>Az's cmdlet uses the subscription of its context. Without one, the project's vault has it.</summary>
    [Fact]
    public void Az_s_own_parameters_alone_mean_the_project_s_vault()
    {
        using var shell = Shell.ConnectedTo(_sandbox);

        Assert.Equal("Atlas", Assert.Single(shell.Run(ByParts(_sandbox["keyVaultName"])).Succeeded("VerifiedBy"))!.ToString());
        Assert.StartsWith("SubscriptionMissing,", Assert.Single(shell.Run(ByParts("kv-other")).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Az_s_own_parameters_are_understood()
    {
        AddStranger();
        using var shell = Shell.ConnectedTo(_sandbox);

        var run = shell.Run($$"""
            Approve-AzPrivateEndpointConnection -Name stranger -ServiceName {{_sandbox["keyVaultName"]}} -ResourceGroupName {{_sandbox["resourceGroup"]}} `
                -PrivateLinkResourceType Microsoft.KeyVault/vaults -SubscriptionId {{_sandbox["subscriptionId"]}} -Description 'Change 4711' -DefaultProfile @{} -Force
            """);

        Assert.Equal(["Change 4711"], run.Succeeded("Description"));
        Assert.Contains(run.Warnings, w => w.Contains("-DefaultProfile", StringComparison.Ordinal));
        Assert.Equal(["Approved"], shell.Run("(Get-AtlasAkvPrivateEndpointConnection -Name stranger).PrivateLinkServiceConnectionState").Succeeded("Status"));
    }

    /// <summary>The parameters that Az has, and no other.</summary>
    private string ByParts(string vault) =>
        $"Approve-AzPrivateEndpointConnection -Name {_sandbox.Picture()["vaults"]![0]!["connections"]![0]!["name"]} -ServiceName {vault} -ResourceGroupName "
            + $"{_sandbox["resourceGroup"]} -PrivateLinkResourceType Microsoft.KeyVault/vaults";

    private void AddStranger() => _sandbox.World("addForeignConnection", new { name = "stranger" });

    private string IdOf(string name) =>
        $"/subscriptions/{_sandbox["subscriptionId"]}/resourceGroups/{_sandbox["resourceGroup"]}/providers/Microsoft.KeyVault/vaults/{_sandbox["keyVaultName"]}/privateEndpointConnections/{name}";

    private string StatusOf(string name) =>
        (string)_sandbox.Picture()["vaults"]![0]!["connections"]!.AsArray().Single(c => (string)c!["name"]! == name)!["status"]!;
}
