using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>A project is put under a key without a version, pinned to one and given back, and rotated while Atlas follows.</summary>
public sealed class FollowingProjectTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("encrypted");
    private readonly Shell _shell;
    private readonly string _pinned;
    private readonly string _key;

    public FollowingProjectTests()
    {
        _shell = Shell.ConnectedTo(_sandbox);
        _pinned = _sandbox["keyIdentifier"];
        _key = _pinned[.._pinned.LastIndexOf('/')];
        _sandbox.World("letTimePass", new { span = "3.00:00:00" });
        _shell.Set("pinned", _pinned);
        _shell.Set("key", _key);
        _sandbox.ForgetRequests();
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    private static object? Of(PSObject value, string property) => value.Properties[property].Value;

    [Fact]
    public void Set_says_what_it_means_and_Get_resolves_the_version_on_demand()
    {
        Assert.Empty(_shell.Run("Set-AtlasEncryptionAtRest -KeyIdentifier $key -WhatIf").Succeeded());
        Assert.Empty(_sandbox.Mutations());

        var set = _shell.Run("Set-AtlasEncryptionAtRest -KeyIdentifier $key");

        Assert.Contains("does not freeze the data", Assert.Single(set.Warnings), StringComparison.Ordinal);
        var project = Assert.Single(set.Succeeded());
        Assert.Equal((_key, true, _pinned), (Of(project, "KeyIdentifier"), Of(project, "FollowsLatestVersion"), Of(project, "ResolvedKeyIdentifier")));
        _sandbox.ForgetRequests();
        Assert.Equal([null], _shell.Run("Get-AtlasEncryptionAtRest").Succeeded("ResolvedKeyIdentifier"));
        Assert.Single(_sandbox.Requests());
        Assert.Equal([_pinned], _shell.Run("Get-AtlasEncryptionAtRest -ResolveKeyVersion").Succeeded("ResolvedKeyIdentifier"));
    }

    [Fact]
    public void A_project_can_begin_with_a_key_without_a_version()
    {
        using var fresh = SandboxWorld.AtStage("fresh");
        using var shell = Shell.ConnectedTo(fresh);
        shell.Set("arguments", new System.Collections.Hashtable
        {
            ["KeyIdentifier"] = fresh["keyIdentifier"][..fresh["keyIdentifier"].LastIndexOf('/')],
            ["ResourceGroupName"] = fresh["resourceGroup"],
            ["SubscriptionId"] = fresh["subscriptionId"],
            ["TenantId"] = fresh["tenantId"],
            ["AzureCredential"] = Credential.Of(fresh["azureClientId"], fresh["azureClientSecret"]),
        });

        Assert.DoesNotContain("Failed", shell.Run("Test-AtlasCmkPrerequisite @arguments | Where-Object Name -like Key*").Succeeded("Status"));
        var project = Assert.Single(shell.Run("Set-AtlasEncryptionAtRest @arguments -Wait").Succeeded());

        Assert.Equal((true, true), (Of(project, "FollowsLatestVersion"), Of(project, "Valid")));
    }

    [Fact]
    public void A_new_version_is_created_once_and_seen_to_be_used()
    {
        _shell.Run("Set-AtlasEncryptionAtRest -KeyIdentifier $key -WarningAction Ignore").Succeeded();
        _sandbox.World("letTimePass", new { span = "00:00:05" });

        var run = _shell.Run("Invoke-AtlasKeyRotation -NewVersion -SettlingSec 20");

        var rotation = Assert.Single(run.Succeeded());
        Assert.Equal((true, _pinned, null), (Of(rotation, "NewKeyInUse"), Of(rotation, "OldKeyIdentifier"), Of(rotation, "OldKeyLeftAt")));
        Assert.DoesNotContain(run.Warnings, w => w.Contains("not known", StringComparison.Ordinal));
        _shell.Set("rotation", rotation);
        Assert.NotEqual("Yes", Assert.Single(_shell.Run("$rotation | Test-AtlasKeyRetirement -ProjectScopeComplete").Succeeded("SafeToDisable")));
        Assert.Equal([Of(rotation, "NewKeyIdentifier")], _shell.Run("Get-AtlasEncryptionAtRest -ResolveKeyVersion").Succeeded("ResolvedKeyIdentifier"));
        Assert.Equal([true], _shell.Run("Invoke-AtlasKeyRotation -NewVersion -SettlingSec 5").Succeeded("NewKeyInUse"));
        Assert.Equal(2, _shell.Run("Get-AtlasAkvKey").Succeeded().Count);
    }

    [Fact]
    public void Pinning_and_following_ask_a_second_question_that_Force_answers()
    {
        Assert.StartsWith("CannotAsk,", _shell.Refuse("Invoke-AtlasKeyRotation -KeyIdentifier $key").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([_key], _shell.Run("Invoke-AtlasKeyRotation -KeyIdentifier $key -SettlingSec 1 -Force").Succeeded("NewKeyIdentifier"));
        Assert.StartsWith("CannotAsk,", _shell.Refuse("Invoke-AtlasKeyRotation -KeyIdentifier $pinned").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([_pinned], _shell.Run("Get-AtlasEncryptionAtRest -ResolveKeyVersion | ForEach-Object { Invoke-AtlasKeyRotation -KeyIdentifier "
            + "$_.ResolvedKeyIdentifier -SettlingSec 1 -Force }").Succeeded("NewKeyIdentifier"));
        Assert.Equal(2, _sandbox.Mutations().Count);
        Assert.Equal([false], _shell.Run("Get-AtlasEncryptionAtRest").Succeeded("FollowsLatestVersion"));
    }
}
