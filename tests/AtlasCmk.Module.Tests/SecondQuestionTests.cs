using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Requiring private networking disables multi-cloud clusters, and another sign-in may stop all clusters. The caller did not name these, so there is a second question.</summary>
public sealed class SecondQuestionTests : IDisposable
{
    private const string Require = "Set-AtlasEncryptionAtRest -RequirePrivateNetworking";

    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("enabled", "--mixed");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_host_that_cannot_ask_gets_an_error_and_nothing_is_sent()
    {
        using var shell = Shell.ConnectedTo(_sandbox);

        var error = shell.Refuse(Require);

        Assert.StartsWith("CannotAsk,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Force", error.DisplayText(), StringComparison.Ordinal);
        Assert.Contains("global", error.DisplayText(), StringComparison.Ordinal);
        Assert.Empty(_sandbox.Mutations());
    }

    [Fact]
    public void The_clusters_that_would_stop_are_named_in_a_warning_and_in_the_question()
    {
        using var shell = Shell.ConnectedTo(_sandbox, answer: _ => false);

        var run = shell.Run(Require);

        Assert.Contains("global", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Contains("global", Assert.Single(shell.Questions), StringComparison.Ordinal);
        Assert.DoesNotContain("orders", shell.Questions[0], StringComparison.Ordinal);
    }

    [Fact]
    public void No_changes_nothing_and_emits_nothing()
    {
        using var shell = Shell.ConnectedTo(_sandbox, answer: _ => false);

        Assert.Empty(shell.Run(Require).Succeeded());

        Assert.Single(shell.Questions);
        Assert.Empty(_sandbox.Mutations());
    }

    [Fact]
    public void Yes_continues()
    {
        using var shell = Shell.ConnectedTo(_sandbox, answer: _ => true);
        Assert.Equal([true], shell.Run(Require).Succeeded("RequirePrivateNetworking"));
        Assert.Single(shell.Questions);
    }

    [Fact]
    public void Force_answers_beforehand_and_the_warning_stays()
    {
        using var shell = Shell.ConnectedTo(_sandbox);

        var run = shell.Run(Require + " -Force");

        Assert.Equal([true], run.Succeeded("RequirePrivateNetworking"));
        Assert.Contains(run.Warnings, w => w.Contains("these would stop: global", StringComparison.Ordinal));
    }

    [Fact]
    public void If_no_other_cluster_is_affected_there_is_no_second_question()
    {
        _sandbox.World("removeCluster", new { name = "global" });
        using var shell = Shell.ConnectedTo(_sandbox);

        var run = shell.Run(Require);

        Assert.Equal([true], run.Succeeded("RequirePrivateNetworking"));
        Assert.DoesNotContain(run.Warnings, w => w.Contains("would stop", StringComparison.Ordinal));
    }

    [Fact]
    public void Force_does_not_answer_the_first_question()
    {
        using var shell = Shell.ConnectedTo(_sandbox, answer: _ => false);
        Assert.Empty(shell.Run(Require + " -Force -Confirm").Succeeded());
        Assert.Single(shell.Questions);
        Assert.Empty(_sandbox.Mutations());
    }

    /// <summary>Whether another application may use the key, Atlas finds out by stopping the clusters if it may not.</summary>
    [Fact]
    public void Another_application_s_sign_in_names_the_clusters_that_could_stop_and_Force_answers()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        var other = sandbox.World("addAzureApplication");
        using var shell = Shell.ConnectedTo(sandbox);
        shell.Set("other", Credential.Of((string)other["clientId"]!, (string)other["clientSecret"]!));

        var error = shell.Refuse("Set-AtlasEncryptionAtRest -AzureCredential $other");

        Assert.StartsWith("CannotAsk,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All([(string)other["clientId"]!, sandbox["azureClientId"], "orders", "-Force"], t => Assert.Contains(t, error.DisplayText(), StringComparison.Ordinal));
        Assert.Empty(sandbox.Mutations());

        shell.Run("Set-AtlasEncryptionAtRest -AzureCredential $other -TimeoutSec 1 -Force");
        Assert.Contains(sandbox.Mutations(), r => r is { Method: "PATCH", Status: 200 });
    }

    /// <summary>-Confirm:$false answers the usual question, and not that other clusters stop.</summary>
    [Fact]
    public void Removing_the_last_endpoint_of_encrypted_clusters_requires_confirmation()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        using var shell = Shell.ConnectedTo(sandbox);

        var error = shell.Refuse("Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Confirm:$false");

        Assert.StartsWith("CannotAsk,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(["orders", "-Force"], t => Assert.Contains(t, error.DisplayText(), StringComparison.Ordinal));
        Assert.Empty(sandbox.Mutations());
        shell.Run("Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Wait -Force -Confirm:$false").Succeeded();
        Assert.True((bool)shell.Run("(Get-AtlasClusterEncryption | Where-Object ClusterName -eq orders).Paused").Succeeded()[0].BaseObject);
    }

    /// <summary>Before the first is deleted, one question names all clusters that lose their way.</summary>
    [Theory]
    [InlineData("Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Confirm:$false")]
    [InlineData("Get-AtlasAkvPrivateEndpoint -RegionName US_CENTRAL, US_EAST_2, EUROPE_WEST | Remove-AtlasAkvPrivateEndpoint -Confirm:$false -ThrottleLimit 1")]
    [InlineData("Remove-AtlasAkvPrivateEndpoint -EndpointId (Get-AtlasAkvPrivateEndpoint).EndpointId -Confirm:$false")]
    public void Endpoints_of_a_project_are_judged_together(string command)
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        sandbox.World("setEndpoint", new { region = "US_CENTRAL", status = "FAILED" });
        using var silent = Shell.ConnectedTo(sandbox);
        using var denying = Shell.ConnectedTo(sandbox, answer: _ => false);

        Assert.StartsWith("CannotAsk,", silent.Refuse(command).FullyQualifiedErrorId, StringComparison.Ordinal);
        var no = denying.Run(command);
        silent.Run(command.Replace("-Confirm:$false", "-WhatIf", StringComparison.Ordinal)).Succeeded();

        Assert.Empty(no.Succeeded());
        Assert.Single(no.Warnings);
        Assert.All(["orders", "payments", "US_EAST_2", "EUROPE_WEST"], n => Assert.Contains(n, Assert.Single(denying.Questions), StringComparison.Ordinal));
        Assert.Empty(sandbox.Mutations());
        Assert.Empty(silent.Run(command + " -Force -Wait").Succeeded());
        Assert.Equal(3, sandbox.Mutations().Count(r => r is { Method: "DELETE", Status: 204 }));
    }

    [Fact]
    public void An_endpoint_of_another_project_waits_for_the_question_too()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted", "--projects", "2");
        using var shell = Shell.ConnectedTo(sandbox);
        shell.Set("first", sandbox.ProjectId);
        shell.Set("key", sandbox["keyIdentifier"]);
        shell.Set("group", sandbox["resourceGroup"]);
        shell.Set("subscription", sandbox["subscriptionId"]);
        shell.Set("tenant", sandbox["tenantId"]);
        shell.Set("application", Credential.Of(sandbox["azureClientId"], sandbox["azureClientSecret"]));
        shell.Run("""
            $other = Get-AtlasProject | Where-Object ProjectId -ne $first
            $null = $other | Set-AtlasEncryptionAtRest -KeyIdentifier $key -ResourceGroupName $group -SubscriptionId $subscription -TenantId $tenant -AzureCredential $application
            $null = $other | Set-AtlasEncryptionAtRest -RequirePrivateNetworking -Force
            $null = $other | New-AtlasAkvPrivateEndpoint US_WEST -Wait
            """).Succeeded();
        sandbox.ForgetRequests();

        var error = shell.Refuse("$other.ProjectId, $first | ForEach-Object { Get-AtlasAkvPrivateEndpoint -ProjectId $_ } | Remove-AtlasAkvPrivateEndpoint -Confirm:$false");

        Assert.StartsWith("CannotAsk,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(sandbox.Mutations());
    }

    [Theory]
    [InlineData("enabled", "Disable-AtlasEncryptionAtRest")]
    [InlineData("active", "Get-AtlasAkvPrivateEndpoint -RegionName US_EAST_2 | Remove-AtlasAkvPrivateEndpoint")]
    [InlineData("active", "Get-AtlasAkvPrivateEndpoint -RegionName US_EAST_2 | Deny-AtlasAkvPrivateEndpointConnection")]
    [InlineData("active", "Get-AtlasAkvPrivateEndpoint -RegionName US_EAST_2 | Remove-AtlasAkvPrivateEndpointConnection")]
    public void Dangerous_commands_ask_and_a_host_that_cannot_ask_is_pointed_to_Confirm_false(string stage, string command)
    {
        using var sandbox = SandboxWorld.AtStage(stage);
        using var shell = Shell.ConnectedTo(sandbox);

        var error = shell.Refuse(command);

        Assert.StartsWith("CannotConfirm,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Confirm:$false", error.DisplayText(), StringComparison.Ordinal);
        Assert.Empty(sandbox.Mutations());
    }
}
