using System.Text.Json.Nodes;
using AtlasCmk.ModuleTests.Infrastructure;
using AtlasCmk.Testing;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The scripts of module/examples/estate, with forty projects that share three vaults.</summary>
[TakesLong]
public sealed class EstateExampleTests : IDisposable
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "module", "examples", "estate");

    private readonly SandboxWorld _sandbox = SandboxWorld.Start("--estate");
    private readonly TemporaryFolder _folder = new();
    private readonly Shell _shell;

    public EstateExampleTests()
    {
        _shell = Shell.ConnectedTo(_sandbox);
        _shell.Set("examples", s_folder);
        _shell.Set("file", _folder["file"]);
        _shell.Set("ConfirmPreference", "None");
        _shell.Set("WarningPreference", "SilentlyContinue");
    }

    public static TheoryData<string> Scripts { get; } = [.. Directory.EnumerateFiles(s_folder, "*.ps1").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_has_at_most_ten_lines(string script) =>
        Assert.InRange(File.ReadLines(Path.Combine(s_folder, script)).Count(line => !line.StartsWith('#')), 1, 10);

    /// <summary>The projects of an application that has no key yet, in the order of their names.</summary>
    private IReadOnlyList<object?> Projects(string filter) => _shell.Run($"Get-AtlasProject | Get-AtlasCmkStatus | Where-Object {{ {filter} }}").Succeeded("ProjectName");

    [Fact]
    public void Three_projects_of_a_file_get_their_key_and_two_regions_each()
    {
        _shell.Set("application", Credential.Of(_sandbox["azureClientId"], _sandbox["azureClientSecret"]));
        _shell.Run("""
            $all = Get-AtlasProject | Get-AtlasEncryptionAtRest
            $model = $all | Where-Object KeyVaultName -Like 'kv-dev-*' | Select-Object -First 1
            $all | Where-Object Enabled -EQ $false | Select-Object -First 3 ProjectId, @{ n = 'KeyIdentifier'; e = { $model.KeyIdentifier } },
                @{ n = 'ResourceGroupName'; e = { $model.ResourceGroupName } }, @{ n = 'SubscriptionId'; e = { $model.SubscriptionId } },
                @{ n = 'TenantId'; e = { $model.TenantId } }, @{ n = 'RegionName'; e = { 'US_EAST_2;US_CENTRAL' } } | Export-Csv $file
            """).Succeeded();

        var status = _shell.Run("& $examples/enable-from-csv.ps1 -Path $file -Application $application | Where-Object { $_ -is [AtlasCmk.CmkStatus] }").Succeeded();

        Assert.Equal(3, status.Count);
        Assert.All(status, s => Assert.Equal((true, 1, 1), ((bool)s.Properties["Enabled"].Value, (int)s.Properties["ClustersEligible"].Value, (int)s.Properties["ClustersEncrypted"].Value)));
        Assert.Equal(6, _sandbox.Mutations().Count(r => r.Method == "POST" && r.Path.EndsWith("/privateEndpoints", StringComparison.Ordinal)));
    }

    [Fact]
    public void All_projects_are_rotated_and_the_evidence_is_kept()
    {
        var vaults = _sandbox.Picture()["vaults"]!.AsArray().Select(v => (string)v!["name"]!).ToList();
        var versions = vaults.Select(v => (string)_sandbox.World("addKeyVersion", new { vault = v })["keyIdentifier"]!).ToList();

        var run = _shell.Run("& $examples/rotate-all.ps1 -EvidencePath $file | Out-Null");

        // Atlas cannot reach the vault of the four projects with a rejected endpoint, and the others do not wait for them.
        var evidence = JsonNode.Parse(File.ReadAllText(_folder["file"]))!.AsArray();
        Assert.Equal((4, 32), (run.Errors.Count, evidence.Count));
        Assert.All(run.Errors, e => Assert.StartsWith("RotatedKeyInvalid,", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.All(evidence, e => Assert.Contains((string)e!["NewKeyIdentifier"]!, versions));
        Assert.All(evidence, e => Assert.NotNull(e!["ProjectName"]));
    }

    [Fact]
    public void The_projects_that_deviate_are_listed_with_the_control_that_failed()
    {
        var failed = _shell.Run("& $examples/find-deviations.ps1").Succeeded().Select(r => ($"{r.Properties["ProjectName"].Value}", $"{r.Properties["Control"].Value}")).ToList();

        Assert.Contains(("orders-dev", "Enabled"), failed);
        Assert.Contains(("search-test", "PrivateNetworking"), failed);
        Assert.Contains(("ledger-test", "ClusterEncryption"), failed);
        Assert.Contains(("billing-prod", "ClusterEncryption"), failed);
        Assert.DoesNotContain(failed, f => f.Item1 == "payments-prod");
    }

    [Fact]
    public void Recreated_connections_are_approved_in_every_project()
    {
        // Atlas takes a moment to notice a rejection.
        Eventually.Holds(() => Projects("$_.RegionsMissing -contains 'US_EAST_2'").Count == 4, () => "Atlas has not noticed the rejections");

        var endpoints = _shell.Run("& $examples/approve-recreated.ps1").Succeeded();

        Assert.Equal(["ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE"], endpoints.Select(e => $"{e.Properties["Status"].Value}"));
        Assert.Contains("ledger-dev", endpoints.Select(e => $"{e.Properties["ProjectName"].Value}"));
    }

    [Fact]
    public void A_secret_that_ends_in_ten_days_is_replaced_where_it_is_used()
    {
        _sandbox.World("expireAzureSecret", new { expires = "10.00:00:00" });
        var secret = (string)_sandbox.World("addAzureSecret")["clientSecret"]!;
        _shell.Set("application", Credential.Of(_sandbox["azureClientId"], secret));
        var ending = Projects("$_.Enabled");

        var changed = _shell.Run("& $examples/replace-ending-secret.ps1 -Application $application -Days 30").Succeeded("ProjectName");

        Assert.Equal(36, ending.Count);
        Assert.Equal(ending.Order(), changed.Order());
    }

    [Fact]
    public void A_freeze_drill_freezes_one_project_and_thaws_it()
    {
        var events = _shell.Run("& $examples/drill-freeze.ps1 -ProjectName payments-dev -RecordPath $file -Force *>&1 | Out-String").Succeeded();
        Assert.All(["Frozen", "Thawed"], e => Assert.Contains(e, $"{Assert.Single(events)}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_decommissioned_project_has_no_key_and_its_backups_are_listed()
    {
        var run = _shell.Run("& $examples/decommission-project.ps1 -ProjectName orders-test");

        Assert.Contains(run.Succeeded(), o => $"{o.Properties["Kind"]?.Value}" == "Snapshot");
        Assert.Equal([false], _shell.Run("Get-AtlasEncryptionAtRest -ProjectName orders-test").Succeeded("Enabled"));
    }

    [Fact]
    public void The_key_version_of_each_backup_is_shown_with_its_certainty()
    {
        var backups = _shell.Run("& $examples/find-key-of-backups.ps1 -ProjectName payments-prod -ClusterName orders").Succeeded();

        Assert.NotEmpty(backups);
        Assert.All(backups, b => Assert.Equal(("orders", "Assumed"), ($"{b.Properties["ClusterName"].Value}", $"{b.Properties["Certainty"].Value}")));
    }

    [Fact]
    public void A_new_cluster_in_a_new_region_is_connected_and_encrypted()
    {
        _shell.Run("& $examples/add-region-and-cluster.ps1 -ProjectName billing-prod").Succeeded();

        var status = Assert.Single(_shell.Run("Get-AtlasCmkStatus -ProjectName billing-prod").Succeeded());
        Assert.Equal((2, 2), ((int)status.Properties["ClustersEligible"].Value, (int)status.Properties["ClustersEncrypted"].Value));
        Assert.Empty((IEnumerable<string>)status.Properties["RegionsMissing"].Value);
    }
}
