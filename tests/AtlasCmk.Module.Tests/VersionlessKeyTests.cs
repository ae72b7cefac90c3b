using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>A project whose key identifier names no version, as MongoDB's Terraform module for Azure sets it: every command reads it, and no version of its key is called free.</summary>
public sealed class VersionlessKeyTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("encrypted");
    private readonly Shell _shell;
    private readonly string _pinned;
    private readonly string _key;

    public VersionlessKeyTests()
    {
        _shell = Shell.ConnectedTo(_sandbox);
        _pinned = _sandbox["keyIdentifier"];
        _key = _pinned[.._pinned.LastIndexOf('/')];
        _sandbox.World("letTimePass", new { span = "3.00:00:00" });
        _shell.Set("pinned", _pinned);
        _shell.Set("key", _key);
        _shell.Run("Invoke-AtlasRequest -Method PATCH -Path \"/groups/$((Get-AtlasProject).ProjectId)/encryptionAtRest\" -Body @{ azureKeyVault = @{ keyIdentifier = $key } } -Confirm:$false")
            .Succeeded();
        _sandbox.ForgetRequests();
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    private static object? Of(PSObject value, string property) => value.Properties[property].Value;

    [Fact]
    public void Every_command_that_reads_agrees_about_it()
    {
        var newer = (string)_sandbox.World("addKeyVersion")["keyIdentifier"]!;

        var project = Assert.Single(_shell.Run("Get-AtlasEncryptionAtRest").Succeeded());
        Assert.Equal((_key, true, true), (Of(project, "KeyIdentifier"), Of(project, "FollowsLatestVersion"), Of(project, "Valid")));
        Assert.Equal([$"{newer} True Current", $"{_pinned}  Usable"],
            _shell.Run("Get-AtlasAkvKey | ForEach-Object { \"$($_.KeyIdentifier) $($_.IsInUse) $($_.State)\" }").Succeeded().Select(o => o.ToString()));
        Assert.Equal(["Unknown"], _shell.Run($"Test-AtlasKeyRetirement {_pinned} -ProjectScopeComplete -RotatedAt ([DateTimeOffset]::Now.AddMinutes(-1)) "
            + "| ForEach-Object HeldBy | Where-Object Kind -eq Setting").Succeeded("Certainty"));
        Assert.Equal(["Confirmed"], _shell.Run($"Get-AtlasKeyUsage {newer} | Where-Object Kind -eq Setting").Succeeded("Certainty"));
        Assert.DoesNotContain("Yes", _shell.Run("Get-AtlasEncryptionAtRest | Test-AtlasKeyRetirement -ProjectScopeComplete").Succeeded("SafeToDisable"));
        Assert.Equal(new[] { newer, _pinned }.Order(), _shell.Run("Get-AtlasEncryptionAtRest | Test-AtlasKeyRetirement").Succeeded("KeyIdentifier").Order());
        Assert.All(_shell.Run("Test-AtlasCmkPrerequisite | Where-Object Name -like Key*").Succeeded(), c => Assert.NotEqual("Failed", Of(c, "Status")));
        Assert.Empty(_shell.Run("Test-AtlasCmkPrerequisite -Diagnose").Errors);
        Assert.Empty(_sandbox.Mutations());
    }

    [Fact]
    public void A_rotation_to_the_latest_sends_nothing_and_Set_pins()
    {
        var latest = _shell.Run("Invoke-AtlasKeyRotation -Latest");
        Assert.Equal(_key, Of(Assert.Single(latest.Succeeded()), "NewKeyIdentifier"));
        Assert.Contains("latest enabled version", Assert.Single(latest.Warnings), StringComparison.Ordinal);
        Assert.StartsWith("KeyFollowsLatest,", Assert.Single(_shell.Run("Invoke-AtlasKeyRotation -NewVersion -RollBackOnFailure").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

        Assert.Empty(_sandbox.Mutations());
        Assert.Equal([_pinned], _shell.Run("Set-AtlasEncryptionAtRest -KeyIdentifier $pinned").Succeeded("KeyIdentifier"));
        Assert.Single(_sandbox.Mutations());
    }

    [Theory]
    [InlineData("https://KV.vault.azure.net:443/keys/x/")]
    [InlineData("something else")]
    public void A_form_that_the_session_does_not_expect_is_no_exception(string identifier)
    {
        _sandbox.World("letTimePass", new { span = "00:00:01" });
        _sandbox.Fault(new { method = "GET", path = "/encryptionAtRest$", times = 50, status = 200, contentType = "application/vnd.atlas.2023-01-01+json",
            body = new { azureKeyVault = new { enabled = true, valid = true, keyIdentifier = identifier, keyVaultName = _sandbox["keyVaultName"],
            resourceGroupName = _sandbox["resourceGroup"], subscriptionID = _sandbox["subscriptionId"], azureEnvironment = "AZURE" } } });

        Assert.NotEqual("Yes", Of(Assert.Single(_shell.Run("Test-AtlasKeyRetirement $pinned -ProjectScopeComplete").Succeeded()), "SafeToDisable"));
        Assert.Single(_shell.Run("Get-AtlasEncryptionAtRest").Succeeded());
        Assert.DoesNotContain(_shell.Run("Test-AtlasCmkPrerequisite -Diagnose").Errors, e => e.FullyQualifiedErrorId.StartsWith("UnexpectedError", StringComparison.Ordinal));
    }
}
