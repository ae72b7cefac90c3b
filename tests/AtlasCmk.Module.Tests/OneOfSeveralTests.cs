using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>A problem with one of several objects is one error, and the others continue.</summary>
public sealed class OneOfSeveralTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("pending", "--projects", "3");
    private readonly Shell _shell;

    public OneOfSeveralTests() => _shell = Shell.ConnectedTo(_sandbox);

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    [Fact]
    public void A_project_that_is_not_enabled_is_one_error_and_the_others_are_changed()
    {
        _shell.Set("i", _sandbox.ProjectId);
        _shell.Set("key", _sandbox["keyIdentifier"]);
        _shell.Set("group", _sandbox["resourceGroup"]);
        _shell.Set("subscription", _sandbox["subscriptionId"]);
        _shell.Set("tenant", _sandbox["tenantId"]);
        _shell.Set("application", Credential.Of(_sandbox["azureClientId"], _sandbox["azureClientSecret"]));
        _shell.Run("""
            $first = Get-AtlasProject -ProjectId $i
            $middle, $last = Get-AtlasProject | Where-Object ProjectId -ne $i
            $null = $last | Set-AtlasEncryptionAtRest -KeyIdentifier $key -ResourceGroupName $group -SubscriptionId $subscription -TenantId $tenant -AzureCredential $application
            """).Succeeded();

        var run = _shell.Run("$first, $middle, $last | Set-AtlasEncryptionAtRest -EnabledForSearchNodes; 'gone on'");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("FirstEnablementIncomplete,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(_shell.Run("$middle.ProjectId").Succeeded()[0].BaseObject, error.TargetObject);
        Assert.Equal([true, true], run.Output.SkipLast(1).Select(o => o.Properties["EnabledForSearchNodes"].Value));
        Assert.Equal("gone on", run.Output[^1].BaseObject);
    }

    [Theory]
    [InlineData("$bad")]
    [InlineData("[pscustomobject]@{ ResourceId = $bad }")]
    public void A_piped_id_of_something_else_is_one_error_and_the_others_are_decided_on(string bad)
    {
        _shell.Set("bad", "/subscriptions/a1cd1034-135b-4ea3-af84-a54adf7a0ea0/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/store/privateEndpointConnections/one");

        var run = _shell.Run($"$good = @(Get-AtlasAkvPrivateEndpointConnection)[0]; {bad}, $good | Approve-AzPrivateEndpointConnection");

        Assert.StartsWith("NotAKeyVaultConnection,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["Approved"], run.Output.Select(o => o.Properties["Status"].Value));
    }

    [Theory]
    [InlineData("Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE", 3)]
    [InlineData("Get-AtlasAkvPrivateEndpoint", 3)]
    [InlineData("Remove-AtlasAkvPrivateEndpoint -Wait -Confirm:$false", 0)]
    public void A_connection_without_an_owner_is_one_error_that_names_it(string command, int outputs)
    {
        _sandbox.World("addForeignConnection", new { name = "stranger" });

        var run = _shell.Run($"Get-AtlasAkvPrivateEndpointConnection | {command}");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("ConnectionNotListed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("stranger", error.DisplayText(), StringComparison.Ordinal);
        Assert.Equal(outputs, run.Output.Count);
    }

    [Fact]
    public void An_object_without_an_endpoint_is_one_error_too()
    {
        _shell.Set("i", _sandbox.ProjectId);

        var run = _shell.Run("[pscustomobject]@{ ProjectId = $i; EndpointId = $null }, (Get-AtlasAkvPrivateEndpoint US_CENTRAL) | Get-AtlasAkvPrivateEndpoint");

        Assert.Contains("has no EndpointId, so the endpoint is unknown", Assert.Single(run.Errors).DisplayText(), StringComparison.Ordinal);
        Assert.Equal(["US_CENTRAL"], run.Output.Select(o => o.Properties["RegionName"].Value));
    }

    [Theory]
    [InlineData("Get-AtlasAkvPrivateEndpoint -EndpointId $nothing")]
    [InlineData("Wait-AtlasAkvPrivateEndpoint -ProjectId $nothing")]
    [InlineData("Remove-AtlasAkvPrivateEndpoint -EndpointId $nothing -Confirm:$false")]
    public void An_empty_variable_does_not_mean_everything(string command)
    {
        _sandbox.ForgetRequests();

        Assert.StartsWith("ValueNotInObject,", _shell.Refuse(command).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_sandbox.Requests());
    }
}
