using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Harmful changes, and changes that Atlas would refuse, are refused with the names of what blocks them.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void A_project_with_endpoints_keeps_its_key_and_they_are_named()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.World("setEndpoint", new { region = "US_CENTRAL", status = "FAILED", errorMessage = "no capacity" });

        var error = Assert.Single(shell.Run("Disable-AtlasEncryptionAtRest -Confirm:$false").Errors);

        Assert.StartsWith("EndpointsRemain,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(["US_EAST_2 ACTIVE", "US_CENTRAL FAILED", "EUROPE_WEST ACTIVE", "Remove-AtlasAkvPrivateEndpoint"], n => Assert.Contains(n, error.DisplayText(), StringComparison.Ordinal));
        Assert.Empty(sandbox.Mutations());
    }

    [Fact]
    public void A_project_with_encrypted_clusters_keeps_its_key_and_they_are_named()
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        sandbox.World("setCluster", new { name = "payments", encryptionAtRestProvider = "AZURE" });
        using var shell = Shell.ConnectedTo(sandbox);

        var error = Assert.Single(shell.Run("Disable-AtlasEncryptionAtRest -Confirm:$false").Errors);

        Assert.StartsWith("EncryptedClustersRemain,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("payments", error.DisplayText(), StringComparison.Ordinal);
        Assert.DoesNotContain("orders", error.DisplayText(), StringComparison.Ordinal);
        Assert.Empty(sandbox.Mutations());
    }

    [Theory]
    [InlineData("-ResourceGroupName rg-other", "ResourceGroupName")]
    [InlineData("-SubscriptionId 11111111-2222-3333-4444-555555555555", "SubscriptionId")]
    [InlineData("-KeyIdentifier https://kv-other.vault.azure.net/keys/k/d2a925a38513692704972fcea2d5a73b -KeyVaultName kv-other", "KeyVaultName")]
    [InlineData("-KeyIdentifier https://{0}.vault.azure.cn/keys/k/d2a925a38513692704972fcea2d5a73b -AzureEnvironment AZURE_CHINA", "AzureEnvironment")]
    public void The_vault_is_fixed_while_there_are_endpoints(string change, string setting)
    {
        using var sandbox = SandboxWorld.AtStage("pending");
        using var shell = Shell.ConnectedTo(sandbox);

        var error = Assert.Single(shell.Run($"Set-AtlasEncryptionAtRest {string.Format(null, change, sandbox["keyVaultName"])}").Errors);

        Assert.StartsWith("VaultIsFixed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(setting, error.DisplayText(), StringComparison.Ordinal);
        Assert.Contains("US_EAST_2 PENDING_ACCEPTANCE", error.DisplayText(), StringComparison.Ordinal);
        Assert.Empty(sandbox.Mutations());
    }

    [Fact]
    public void Private_networking_does_not_end_while_there_are_endpoints()
    {
        using var sandbox = SandboxWorld.AtStage("active");
        using var shell = Shell.ConnectedTo(sandbox);

        var error = Assert.Single(shell.Run("Set-AtlasEncryptionAtRest -RequirePrivateNetworking:$false").Errors);

        Assert.StartsWith("EndpointsRemain,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(sandbox.Mutations());
    }

    [Fact]
    public void A_cluster_that_cannot_be_encrypted_is_refused_with_its_own_reason()
    {
        using var sandbox = SandboxWorld.AtStage("active", "--mixed");
        using var shell = Shell.ConnectedTo(sandbox);

        var run = shell.Run("Enable-AtlasClusterEncryption -ClusterName global, reports, trial, archive, playground");

        Assert.Empty(run.Output);
        Assert.Empty(sandbox.Mutations());
        Assert.All(run.Errors, e => Assert.StartsWith("ClusterNotEligible,", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        string[] reasons = ["multi-cloud", "AWS", "M0", "paused", "Flex"];
        Assert.Equal(reasons.Length, run.Errors.Count);
        Assert.All(reasons.Zip(run.Errors), pair => Assert.Contains(pair.First, pair.Second.DisplayText(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_multi_cloud_cluster_is_refused_under_private_networking_only()
    {
        using var sandbox = SandboxWorld.AtStage("enabled", "--mixed");
        using var shell = Shell.ConnectedTo(sandbox);

        var eligible = shell.Run("Get-AtlasClusterEncryption | Where-Object IsEligible").Succeeded("ClusterName");
        Assert.Contains("global", eligible);
        Assert.Contains("reports", eligible);
    }

    [Fact]
    public void An_endpoint_before_private_networking_is_required_is_refused_with_what_to_do_first()
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        using var shell = Shell.ConnectedTo(sandbox);

        var run = shell.Run("New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL");

        Assert.Equal(2, run.Errors.Count);
        Assert.All(run.Errors, e => Assert.StartsWith("PrivateNetworkingNotRequired,", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.All(run.Errors, e => Assert.Contains("Set-AtlasEncryptionAtRest -ProjectId '" + sandbox.ProjectId + "' -RequirePrivateNetworking", e.DisplayText(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_status_that_is_not_known_is_waited_for_with_a_warning_that_names_the_nearest()
    {
        using var sandbox = SandboxWorld.AtStage("active");
        using var shell = Shell.ConnectedTo(sandbox);

        var run = shell.Run("Wait-AtlasAkvPrivateEndpoint -Status ACTVE -TimeoutSec 1");

        Assert.Contains("did you mean ACTIVE?", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.All(run.Errors, e => Assert.StartsWith("WaitTimedOut,", e.FullyQualifiedErrorId, StringComparison.Ordinal));
    }

    [Fact]
    public void A_cluster_in_a_region_without_an_endpoint_is_refused()
    {
        using var sandbox = SandboxWorld.AtStage("active");
        sandbox.World("removeEndpoint", new { region = "US_CENTRAL" });
        using var shell = Shell.ConnectedTo(sandbox);

        var run = shell.Run("Get-AtlasClusterEncryption | Enable-AtlasClusterEncryption");

        Assert.Equal(["orders", "payments"], run.Output.Select(o => o.Properties["ClusterName"].Value));
        Assert.Contains("US_CENTRAL", Assert.Single(run.Errors).DisplayText(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_that_fails_is_an_error_at_once()
    {
        using var sandbox = SandboxWorld.AtStage("pending");
        sandbox.World("setEndpoint", new { region = "US_CENTRAL", status = "FAILED", errorMessage = "no capacity" });
        using var shell = Shell.ConnectedTo(sandbox);

        var run = shell.Run("Get-AtlasAkvPrivateEndpoint | Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE");

        Assert.Equal(2, run.Output.Count);
        Assert.Contains("no capacity", Assert.Single(run.Errors).DisplayText(), StringComparison.Ordinal);
    }
}
