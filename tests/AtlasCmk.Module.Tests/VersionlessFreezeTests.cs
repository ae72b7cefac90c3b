using System.Text.Json.Nodes;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Freeze and thaw of a project that follows the latest version of its key, as a user sees them.</summary>
public sealed class VersionlessFreezeTests : IDisposable
{
    private const string Freeze = "Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath $record";

    private readonly SandboxWorld _sandbox;
    private readonly TemporaryFolder _folder = new();
    private readonly Shell _shell;
    private readonly string _first;
    private readonly string _second;
    private readonly string _disabled;
    private readonly string _third;

    /// <summary>A key of four versions, of which the third is disabled; the second project is pinned to the second version.</summary>
    public VersionlessFreezeTests()
    {
        _sandbox = SandboxWorld.AtStage("encrypted", "--projects", "2");
        _first = _sandbox["keyIdentifier"];
        _sandbox.World("letTimePass", new { span = "9.00:00:00" });
        _second = Add(days: 6);
        _disabled = Add(days: 4);
        _third = Add(days: 2);
        _sandbox.World("setKeyVersion", new { version = VersionOf(_disabled), enabled = false });
        _shell = Shell.ConnectedTo(_sandbox, q => Answer(q));
        _shell.Set("record", _folder["freeze.json"]);
        _shell.Set("key", Key);
        _shell.Run("Invoke-AtlasRequest -Method PATCH -Path \"/groups/$((Get-AtlasSession).ProjectId)/encryptionAtRest\" -Body @{ azureKeyVault = @{ keyIdentifier = $key } } -Confirm:$false")
            .Succeeded();
        _sandbox.ForgetRequests();
    }

    private Func<string, bool> Answer { get; set; } = _ => true;

    private string Key => _first[.._first.LastIndexOf('/')];

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
        _sandbox.Dispose();
    }

    private static string VersionOf(string key) => key[(key.LastIndexOf('/') + 1)..];

    private string Add(int days) => (string)_sandbox.World("addKeyVersion", new { createdAt = DateTimeOffset.UtcNow.AddDays(-days) })["keyIdentifier"]!;

    private string[] Enabled() => [.. _shell.Run("Get-AtlasAkvKey | Where-Object Enabled | ForEach-Object KeyIdentifier").Succeeded().Select(o => o.ToString())];

    [Fact]
    public void Every_enabled_version_is_taken_and_given_back_and_Atlas_confirms_it()
    {
        var before = Enabled();

        var frozen = _shell.Run($"{Freeze} -Wait -Force -Confirm:$false").Succeeded();
        Assert.Equal([VersionOf(_first), VersionOf(_second), VersionOf(_third)],
            frozen.Where(e => (string)e.Properties["Event"].Value == "Taken").Select(e => VersionOf((string)e.Properties["Subject"].Value)));
        Assert.Equal("Frozen", frozen[^1].Properties["Event"].Value);
        Assert.Empty(Enabled());
        Assert.Equal(3, JsonNode.Parse(File.ReadAllText(_folder["freeze.json"]))!["keyVersions"]!.AsArray().Count);

        var thawed = _shell.Run("Grant-AtlasKeyAccess $record -Wait -Force -Confirm:$false").Succeeded();
        Assert.Equal([VersionOf(_third), VersionOf(_second), VersionOf(_first)],
            thawed.Where(e => (string)e.Properties["Event"].Value == "Given").Select(e => VersionOf((string)e.Properties["Subject"].Value)));
        Assert.Equal("Thawed", thawed[^1].Properties["Event"].Value);
        Assert.Equal(before, Enabled());
    }

    [Fact]
    public void WhatIf_and_the_question_list_the_versions_and_change_nothing()
    {
        Answer = _ => false;
        Assert.Empty(_shell.Run(Freeze).Succeeded());

        Assert.All(new[] { _first, _second, _third }, key => Assert.Contains(VersionOf(key), _shell.Questions[^1], StringComparison.Ordinal));
        Assert.DoesNotContain(VersionOf(_disabled), _shell.Questions[^1], StringComparison.Ordinal);
        Assert.Empty(_shell.Run($"{Freeze} -WhatIf").Succeeded());
        Assert.Empty(_sandbox.Mutations());
        Assert.False(File.Exists(_folder["freeze.json"]));
    }

    [Fact]
    public void After_a_failure_midway_a_rerun_continues_and_a_thaw_gives_back_what_was_taken()
    {
        var before = Enabled();
        _sandbox.Fault(new { method = "PATCH", path = $"/keys/atlas-cmk/{VersionOf(_second)}", status = 403,
            body = new { error = new { code = "Forbidden", message = "No.", innererror = new { code = "ForbiddenByPolicy" } } } });

        var failed = _shell.Run($"{Freeze} -Force -Confirm:$false");
        Assert.Single(failed.Errors);
        Assert.Equal([$"Taken {VersionOf(_first)}", $"NotTaken {VersionOf(_second)}", $"NotTaken {VersionOf(_third)}"],
            failed.Output.Select(e => $"{e.Properties["Event"].Value} {VersionOf((string)e.Properties["Subject"].Value)}").Where(e => e.Contains("Taken", StringComparison.Ordinal)));
        Assert.Equal(new[] { _second, _third }.Order(), Enabled().Order());

        Assert.Contains("Taken", _shell.Run($"{Freeze} -Force -Confirm:$false").Succeeded("Event"));
        Assert.Empty(Enabled());
        _shell.Run("Grant-AtlasKeyAccess $record -Force -Confirm:$false").Succeeded();
        Assert.Equal(before, Enabled());
    }

    [Fact]
    public void A_rotation_policy_is_named_and_what_it_creates_ends_the_freeze()
    {
        _sandbox.World("setRotationPolicy", new { rotateAfter = "P30D" });

        var frozen = _shell.Run($"{Freeze} -Force -Confirm:$false");
        Assert.Contains("MayEnd", frozen.Succeeded("Event"));
        _sandbox.World("letTimePass", new { span = "40.00:00:00" });

        var again = _shell.Run($"{Freeze} -Force -Confirm:$false");
        Assert.StartsWith("RecordOutdated,", Assert.Single(again.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(VersionOf(Assert.Single(Enabled())), again.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The second project shares the key: it is pinned to the latest version, and the first one follows.</summary>
    [Fact]
    public void A_pinned_version_that_another_project_follows_names_what_becomes_of_that_project()
    {
        _shell.Set("application", Credential.Of(_sandbox["azureClientId"], _sandbox["azureClientSecret"]));
        _shell.Set("third", _third);
        var pinned = Assert.Single(_shell.Run("Get-AtlasProject | Where-Object ProjectId -ne (Get-AtlasSession).ProjectId | Set-AtlasEncryptionAtRest -KeyIdentifier $third "
            + $"-ResourceGroupName {_sandbox["resourceGroup"]} -SubscriptionId {_sandbox["subscriptionId"]} -TenantId {_sandbox["tenantId"]} -AzureCredential $application").Succeeded("ProjectId"));
        _shell.Set("pinned", pinned);

        var frozen = _shell.Run($"{Freeze} -ProjectId $pinned -Force -Confirm:$false");
        Assert.Contains("FallsBack", frozen.Succeeded("Event"));
        Assert.Contains(frozen.Warnings, w => w.Contains($"fall back to atlas-cmk/{VersionOf(_second)}", StringComparison.Ordinal));
        Assert.Equal(true, Assert.Single(_shell.Run("Get-AtlasEncryptionAtRest").Succeeded("Valid")));

        _shell.Run("Grant-AtlasKeyAccess $record -Force -Confirm:$false").Succeeded();
        _shell.Set("record", _folder["second.json"]);
        var all = _shell.Run($"{Freeze} -Force -Confirm:$false").Succeeded();
        Assert.Contains(all, e => (string)e.Properties["Event"].Value == "AlsoStops" && ((string)e.Properties["Detail"].Value).Contains((string)pinned!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AccessPolicy")]
    public void By_access_policy_it_works_as_for_any_other_project(string method)
    {
        _shell.Set("atlas", (string)_sandbox.Picture()["vaults"]![0]!["accessPolicies"]!.AsArray().Single(p => (string)p!["keys"]! == "decrypt encrypt get")!["objectId"]!);

        Assert.Equal("Frozen", _shell.Run($"Revoke-AtlasKeyAccess -Method {method} -AtlasObjectId $atlas -RecordPath $record -Wait -Force -Confirm:$false").Succeeded("Event")[^1]);
        Assert.Equal("Thawed", _shell.Run("Grant-AtlasKeyAccess $record -AtlasObjectId $atlas -Wait -Force -Confirm:$false").Succeeded("Event")[^1]);
    }
}
