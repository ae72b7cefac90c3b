using System.Text.Json.Nodes;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Which version a rotation goes to, and which it refuses before anything is changed.</summary>
public sealed class RotationTargetTests : IDisposable
{
    private const string Rotate = "Invoke-AtlasKeyRotation -SettlingSec 0";

    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("enabled");
    private readonly Shell _shell;

    public RotationTargetTests()
    {
        _shell = Shell.ConnectedTo(_sandbox);
        _sandbox.ForgetRequests();
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    /// <summary>Azure reports the time of a version in whole seconds, so the newest must be newer by more than that.</summary>
    private string Add(object? settings = null) => AddTo(_sandbox, settings);

    private static string AddTo(SandboxWorld sandbox, object? settings = null)
    {
        sandbox.World("letTimePass", new { span = "00:00:02" });
        return (string)sandbox.World("addKeyVersion", settings ?? new { })["keyIdentifier"]!;
    }

    public static TheoryData<string, object?, string, string[]> Unusable => new()
    {
        { "Invoke-AtlasKeyRotation -KeyIdentifier https://kv-other.vault.azure.net/keys/k/d2a925a38513692704972fcea2d5a73b", null, "KeyOfAnotherVault", ["kv-other", "kv-atlas-"] },
        { "Invoke-AtlasKeyRotation -KeyIdentifier ($next -replace 'azure.net', 'azure.cn')", new { }, "KeyOfAnotherCloud", ["AZURE_CHINA"] },
        { "Invoke-AtlasKeyRotation -KeyIdentifier $next", new { enabled = false }, "KeyVersionUnusable", ["it is disabled"] },
        { "Invoke-AtlasKeyRotation -KeyIdentifier $next", new { expires = "-1.00:00:00" }, "KeyVersionUnusable", ["it expired at"] },
        { "Invoke-AtlasKeyRotation -KeyIdentifier $next", new { expires = "1.00:00:00" }, "KeyVersionUnusable", ["within 48 hours"] },
        { "Invoke-AtlasKeyRotation -KeyIdentifier $next", new { notBefore = "1.00:00:00" }, "KeyVersionUnusable", ["not active before"] },
        { "Invoke-AtlasKeyRotation -KeyIdentifier $next", new { kty = "EC" }, "KeyVersionUnusable", ["EC"] },
        { "Invoke-AtlasKeyRotation -KeyIdentifier $next", new { keyOps = new[] { "decrypt" } }, "KeyVersionUnusable", ["does not allow encrypt"] },
        { "Invoke-AtlasKeyRotation -KeyIdentifier ($next.Substring(0, $next.Length - 4) + '0000')", new { }, "KeyVersionUnknown", ["0000"] },
        { "Invoke-AtlasKeyRotation -Force -KeyIdentifier ($next -replace '/[0-9a-f]*$', '')", new { kty = "EC" }, "KeyVersionUnusable", ["latest enabled version", "EC"] },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void An_unusable_version_is_refused_before_any_change(string command, object? version, string errorId, string[] named)
    {
        var next = version is null ? null : Add(version);
        _shell.Set("next", next);
        var error = Assert.Single(_shell.Run(command).Errors);

        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(named, n => Assert.Contains(n, error.DisplayText(), StringComparison.Ordinal));
        Assert.Empty(_sandbox.Mutations());
    }

    [Fact]
    public void A_key_with_a_rotation_policy_is_followed_by_Latest_and_obeyed_by_NewVersion()
    {
        _sandbox.World("setRotationPolicy", new { rotateAfter = "P90D", expiryTime = "P120D" });
        _sandbox.World("letTimePass", new { span = "100.00:00:00" });
        var pinned = Assert.Single(_shell.Run("Get-AtlasEncryptionAtRest").Succeeded("KeyIdentifier"));
        Assert.NotEqual(pinned, Assert.Single(_shell.Run($"{Rotate} -Latest").Succeeded("NewKeyIdentifier")));
        Assert.DoesNotContain(_sandbox.Requests(), r => r.Face == "keyvault");

        Assert.Single(_shell.Run($"{Rotate} -NewVersion").Succeeded());
        Assert.EndsWith("/rotate", Assert.Single(_sandbox.Mutations(), r => r.Method == "POST").Path.Split('?')[0], StringComparison.Ordinal);
        var expires = (DateTimeOffset)Assert.Single(_shell.Run("Get-AtlasAkvKey | Where-Object IsInUse").Succeeded("Expires"))!;
        Assert.InRange((expires - (DateTimeOffset)_sandbox.Picture()["time"]!).TotalDays, 119.9, 120);
    }

    /// <summary>A vault that is closed to the public network refuses the Sandbox's user. Atlas needs at least half a minute to validate over private endpoints,
    /// and the test does not wait for that.</summary>
    [Theory]
    [InlineData("""{"publicNetworkAccess":"Disabled"}""")]
    [InlineData("""{"defaultAction":"Deny"}""")]
    public void A_closed_vault_does_not_create_a_version_but_the_latest_is_still_found(string rules)
    {
        using var sandbox = SandboxWorld.AtStage("active");
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.World("letTimePass", new { span = "2.00:00:00" });
        sandbox.World("setVault", JsonNode.Parse(rules));
        sandbox.ForgetRequests();
        var error = Assert.Single(shell.Run($"{Rotate} -NewVersion").Errors);
        Assert.StartsWith("VaultNotReachable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(["Hybrid Worker", "VNet", "Get-AtlasAkvKey", "Azure Resource Manager"], n => Assert.Contains(n, error.DisplayText(), StringComparison.Ordinal));
        Assert.Empty(sandbox.Mutations());

        var next = AddTo(sandbox);
        Assert.StartsWith("WaitTimedOut,", Assert.Single(shell.Run($"{Rotate} -Latest -TimeoutSec 1").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([next], shell.Run("Get-AtlasEncryptionAtRest").Succeeded("KeyIdentifier"));
    }

    [Fact]
    public void The_latest_may_be_an_older_one_and_that_is_a_warning()
    {
        var next = Add();
        _shell.Run($"{Rotate} -Latest").Succeeded();
        _sandbox.World("setKeyVersion", new { version = next[^32..], expires = "1.00:00:00" });
        var run = _shell.Run("Invoke-AtlasKeyRotation -Latest -WhatIf");

        Assert.Empty(run.Succeeded());
        Assert.Contains("Only older versions are left", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }
}
