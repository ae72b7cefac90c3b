using System.Management.Automation;
using System.Text.Json.Nodes;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>A project moves to another version of its key, as a user sees it.</summary>
public sealed class RotationTests : IDisposable
{
    private const string Rotate = "Invoke-AtlasKeyRotation -SettlingSec 0";

    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("enabled");
    private readonly Shell _shell;

    public RotationTests()
    {
        _shell = Shell.ConnectedTo(_sandbox);
        Settle(_sandbox);
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    private static SandboxWorld Slow() => SandboxWorld.AtStage("enabled", "--provisioning", "1500", "--speed", "4");

    private static void Settle(SandboxWorld sandbox)
    {
        sandbox.World("setCluster", new { name = "orders", encryptionAtRestProvider = "AZURE" });
        sandbox.World("setCluster", new { name = "payments", encryptionAtRestProvider = "AZURE" });
        Eventually.Holds(() => Clusters(sandbox).All(c => (string)c["state"]! == "IDLE"), () => "A cluster is still busy.");
        sandbox.ForgetRequests();
    }

    private static IEnumerable<JsonNode> Clusters(SandboxWorld sandbox) => sandbox.Picture()["projects"]![0]!["clusters"]!.AsArray().Select(c => c!);

    private static string Current(SandboxWorld sandbox) => (string)sandbox.Picture()["projects"]![0]!["encryption"]!["keyIdentifier"]!;

    private static int Versions(SandboxWorld sandbox) => sandbox.Picture()["vaults"]![0]!["keys"]![0]!["versions"]!.AsArray().Count;

    /// <summary>Azure reports the time of a version in whole seconds, so the newest must be newer by more than that.</summary>
    private static string Add(SandboxWorld sandbox)
    {
        sandbox.World("letTimePass", new { span = "00:00:02" });
        return (string)sandbox.World("addKeyVersion")["keyIdentifier"]!;
    }

    private static int Patches(SandboxWorld sandbox) => sandbox.Mutations().Count(r => r.Method == "PATCH");

    private static object? Of(PSObject rotation, string property) => rotation.Properties[property].Value;

    private static IEnumerable<string?> ClustersOf(PSObject rotation) => ((IEnumerable<object>)Of(rotation, "Clusters")!).Select(c => c.ToString());

    [Theory]
    [InlineData("Invoke-AtlasKeyRotation -KeyIdentifier $next")]
    [InlineData("Invoke-AtlasKeyRotation -Latest")]
    [InlineData("Get-AtlasProject | Invoke-AtlasKeyRotation -Latest")]
    [InlineData("Get-AtlasEncryptionAtRest | Invoke-AtlasKeyRotation -KeyIdentifier $next")]
    public void A_version_that_is_there_is_named_or_is_the_latest(string command)
    {
        var (old, next) = (Current(_sandbox), Add(_sandbox));
        _shell.Set("next", next);

        var rotation = Assert.Single(_shell.Run($"{command} -SettlingSec 0").Succeeded());

        Assert.Equal((old, next, true), (Of(rotation, "OldKeyIdentifier"), Of(rotation, "NewKeyIdentifier"), Of(rotation, "Valid")));
        Assert.Equal($$$"""{"azureKeyVault":{"keyIdentifier":"{{{next}}}"}}""", _sandbox.Exchanges().Last(e => e.Method == "PATCH").RequestBody);
        Assert.Equal(1, Patches(_sandbox));
        Assert.DoesNotContain(_sandbox.Requests(), r => r.Face == "keyvault");
    }

    [Fact]
    public void A_new_version_is_made_like_the_one_in_use_and_once_a_day()
    {
        _sandbox.World("letTimePass", new { span = "2.00:00:00" });
        var (old, count) = (Current(_sandbox), Versions(_sandbox));

        var made = Assert.Single(_shell.Run("Get-AtlasEncryptionAtRest | Invoke-AtlasKeyRotation -NewVersion -SettlingSec 0").Succeeded());
        var run = _shell.Run($"{Rotate} -NewVersion");
        var again = Assert.Single(run.Succeeded());

        Assert.Equal((old, Current(_sandbox)), (Of(made, "OldKeyIdentifier"), Of(made, "NewKeyIdentifier")));
        Assert.Equal((null, Current(_sandbox)), (Of(again, "OldKeyIdentifier"), Of(again, "NewKeyIdentifier")));
        Assert.Equal(count + 1, Versions(_sandbox));
        Assert.Contains("Invoke-AzKeyVaultKeyRotation", Assert.Single(run.Warnings, w => w.StartsWith("No further version", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(["POST", "PATCH"], _sandbox.Mutations().Select(r => r.Method));
        Assert.Equal(["RSA 2048"], _shell.Run("Get-AtlasAkvKey | Where-Object IsInUse | ForEach-Object { \"$($_.KeyType) $($_.KeySize)\" }").Succeeded().Select(o => o.ToString()));
    }

    [Fact]
    public void It_waits_with_shared_polls_until_every_cluster_uses_the_key()
    {
        using var slow = Slow();
        using var shell = Shell.ConnectedTo(slow);
        Settle(slow);
        var next = Add(slow);

        var run = shell.Run("Invoke-AtlasKeyRotation -Latest -Verbose");

        var rotation = Assert.Single(run.Succeeded());
        Assert.Equal(["orders Completed", "payments Completed"], ClustersOf(rotation));
        Assert.All(Clusters(slow).Where(c => (string)c["encryption"]! == "AZURE"), c => Assert.Equal(next, (string)c["keyIdentifier"]!));
        Assert.True((DateTimeOffset)Of(rotation, "StartedAt")! < (DateTimeOffset)Of(rotation, "CompletedAt")!);
        Assert.True((bool?)Of(rotation, "OldKeyStillNeeded"));
        Assert.Contains("orders, payments: snapshots", (string)Of(rotation, "OldKeyReason")!, StringComparison.Ordinal);
        Assert.Contains(run.Progress, p => p.StatusDescription.Contains("orders UPDATING", StringComparison.Ordinal)
            || p.StatusDescription.Contains("orders, payments UPDATING", StringComparison.Ordinal));

        // Before the question, before the change, one that sees the clusters update and one that sees them done. A fast machine polls up to twice more.
        var lists = slow.Requests().Count(r => r.Path.Split('?')[0].EndsWith("/clusters", StringComparison.Ordinal));
        Assert.InRange(lists, 4, 6);
        Assert.Equal(lists, slow.Requests().Count(r => r.Method == "GET" && r.Path.EndsWith("/encryptionAtRest", StringComparison.Ordinal)));
        Assert.Single(slow.Requests(), r => r.Face == "arm");
        Assert.Equal(1, Patches(slow));
    }

    /// <summary>Here everything is over before the first look.</summary>
    [Fact]
    public void A_cluster_that_was_not_seen_to_start_is_no_success()
    {
        Add(_sandbox);

        var run = _shell.Run($"{Rotate} -Latest");

        Assert.Equal(["orders NotSeen", "payments NotSeen"], ClustersOf(Assert.Single(run.Succeeded())));
        Assert.Contains("orders, payments", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Contains("not confirmed to use the new key", (string)Of(run.Output[0], "OldKeyReason")!, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_timeout_the_same_command_continues()
    {
        using var slow = Slow();
        using var shell = Shell.ConnectedTo(slow);
        Settle(slow);
        Add(slow);

        var error = Assert.Single(shell.Run("Invoke-AtlasKeyRotation -Latest -TimeoutSec 1").Errors);
        var rotation = Assert.Single(shell.Run("Invoke-AtlasKeyRotation -Latest").Succeeded());

        Assert.StartsWith("WaitTimedOut,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["orders Completed", "payments Completed"], ClustersOf(rotation));
        Assert.Equal(1, Patches(slow));
    }

    [Fact]
    public void The_version_in_use_is_a_success_without_a_change()
    {
        _shell.Run($"{Rotate} -Latest").Succeeded();
        _shell.Set("current", Current(_sandbox));
        _sandbox.ForgetRequests();

        Assert.Equal([true, true], _shell.Run($"{Rotate} -KeyIdentifier $current; {Rotate} -Latest").Succeeded("Valid"));
        Assert.Empty(_sandbox.Mutations());
    }

    [Fact]
    public void The_latest_version_in_use_already_costs_one_look_and_leaves_the_clusters_unchanged()
    {
        _shell.Run($"{Rotate} -Latest").Succeeded();
        Settle(_sandbox);

        var rotation = Assert.Single(_shell.Run("Invoke-AtlasKeyRotation -Latest").Succeeded());

        Assert.Equal(["orders Unchanged", "payments Unchanged"], ClustersOf(rotation));
        Assert.Single(_sandbox.Requests(), r => r.Path.EndsWith("/encryptionAtRest", StringComparison.Ordinal));
        Assert.Empty(_sandbox.Mutations());
    }

    [Fact]
    public void The_error_of_a_refusal_says_that_nothing_changed()
    {
        var current = Current(_sandbox);
        Add(_sandbox);
        _sandbox.World("refuse", new { errorCode = "NO_PERMISSION_TO_ENCRYPT_DECRYPT", status = 400, method = "PATCH" });

        var error = Assert.Single(_shell.Run($"{Rotate} -Latest -RollBackOnFailure").Errors);

        Assert.Contains($"Nothing has changed: project payments ({_sandbox.ProjectId}) stays on {current}", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(current, Current(_sandbox));
        Assert.Equal(1, Patches(_sandbox));
    }
}
