using System.Text.Json.Nodes;
using AtlasCmk.ModuleTests.Infrastructure;
using AtlasCmk.Testing;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Freeze and thaw as a user sees them.</summary>
[TakesLong]
public sealed class FreezeTests : FreezeWorlds
{
    [Theory]
    [InlineData("KeyVersion")]
    [InlineData("AccessPolicy")]
    [InlineData("RoleAssignment")]
    public void A_thaw_gives_back_exactly_what_the_freeze_took(string method)
    {
        var sandbox = method == "RoleAssignment" ? Roles() : Policies;
        using var shell = ShellOf(sandbox);
        var before = Picture(sandbox);

        var frozen = shell.Run($"Revoke-AtlasKeyAccess -Method {method} -AtlasObjectId $atlas -RecordPath $record -Wait -Confirm:$false").Succeeded("Event");

        AssertEnds(["ClusterPaused", "ClusterPaused", "KeyInvalid"], "Frozen", frozen);
        var project = sandbox.Picture()["projects"]![0]!;
        Assert.False((bool)project["encryption"]!["valid"]!);
        Assert.Equal(["orders", "payments"], project["clusters"]!.AsArray().Where(c => (bool)c!["paused"]!).Select(c => (string)c!["name"]!));

        AssertEnds(["ClusterRunning", "ClusterRunning", "KeyValid"], "Thawed", shell.Run("Grant-AtlasKeyAccess $record -Wait -AtlasObjectId $atlas -Confirm:$false").Succeeded("Event"));
        AssertSame(before, sandbox);
    }

    /// <summary>A look asks for the key and for the clusters: what changes between the two is seen in either order.</summary>
    private static void AssertEnds(IEnumerable<string> seen, string last, IReadOnlyList<object?> events)
    {
        Assert.Equal(last, events[^1]);
        Assert.Equal(seen, events.TakeLast(4).SkipLast(1).Cast<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_record_is_enough_for_a_process_without_Atlas()
    {
        using var shell = ShellOf(Policies);
        var before = Picture(Policies);
        shell.Run("Revoke-AtlasKeyAccess -Method AccessPolicy -AtlasObjectId $atlas -RecordPath $record -Confirm:$false").Succeeded();

        var thawed = FreshProcess.Run($"""
            {Repository.Import}
            $null = Connect-Atlas -Sandbox '{Policies.File}' -AzureOnly
            Grant-AtlasKeyAccess '{Folder["freeze.json"]}' -AtlasObjectId {AtlasObject(before)} -Confirm:$false -WarningAction SilentlyContinue | ForEach-Object Event
            """);

        Assert.Equal(["Given"], thawed);
        shell.Run("Grant-AtlasKeyAccess $record -Wait -AtlasObjectId $atlas -Confirm:$false").Succeeded();
        AssertSame(before, Policies);
    }

    [Fact]
    public void A_host_that_cannot_ask_gets_an_error_and_nothing_is_sent_or_written()
    {
        using var shell = ShellOf(Policies);

        var error = shell.Refuse(ByVersion);

        Assert.StartsWith("CannotConfirm,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("project payments (" + Policies.ProjectId, error.DisplayText(), StringComparison.Ordinal);
        Assert.Empty(Policies.Mutations());
        Assert.False(File.Exists(Folder["freeze.json"]));
    }

    [Fact]
    public void The_question_names_the_project_and_the_clusters_and_no_changes_nothing()
    {
        using var shell = ShellOf(Policies, answer: _ => false);

        var run = shell.Run($"{ByVersion} -Wait");

        Assert.Empty(run.Succeeded());
        var question = Assert.Single(shell.Questions);
        Assert.All(new[] { "project payments", "orders (M10)", "payments (M30)" }, part => Assert.Contains(part, question, StringComparison.Ordinal));
        Assert.Contains("5 of orders", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Empty(Policies.Mutations());
        Assert.False(File.Exists(Folder["freeze.json"]));
    }

    [Fact]
    public void A_piped_project_and_a_relative_path_do()
    {
        using var shell = ShellOf(Policies);
        var before = Picture(Policies);
        shell.Run($"$ExecutionContext.SessionState.Path.SetLocation('{Folder.Root}')").Succeeded();

        var paths = shell.Run("Get-AtlasEncryptionAtRest | Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath ./freeze.json -Confirm:$false").Succeeded("RecordPath");
        shell.Run("Grant-AtlasKeyAccess ./freeze.json -Wait -Confirm:$false").Succeeded();

        Assert.Equal([Folder["freeze.json"]], paths.Distinct());
        AssertSame(before, Policies);
    }

    [Fact]
    public void An_interrupted_freeze_continues_and_its_record_stays()
    {
        var sandbox = Roles();
        using var shell = ShellOf(sandbox);
        var before = Picture(sandbox);
        sandbox.Fault(new { method = "DELETE", path = "/keys/atlas-cmk/", status = 403, body = new { error = new { code = "AuthorizationFailed", message = "No." } } });
        const string Freeze = "Revoke-AtlasKeyAccess -Method RoleAssignment -AtlasObjectId $atlas -RecordPath $record -Confirm:$false";

        var first = shell.Run(Freeze);
        var record = File.ReadAllText(Folder["freeze.json"]);
        var second = shell.Run(Freeze);

        var error = Assert.Single(first.Errors);
        Assert.StartsWith("AzureRoleTooSmall,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(Folder["freeze.json"], error.DisplayText(), StringComparison.Ordinal);
        Assert.Equal(["Taken"], first.Output.Select(o => (string)o.Properties["Event"].Value).Where(e => e == "Taken"));
        Assert.Equal(["Taken"], second.Succeeded("Event").Where(e => (string)e! == "Taken"));
        Assert.Equal(record, File.ReadAllText(Folder["freeze.json"]));
        Assert.Empty(sandbox.Picture()["vaults"]![0]!["roles"]!.AsArray());

        shell.Run("Grant-AtlasKeyAccess $record -Wait -AtlasObjectId $atlas -Confirm:$false").Succeeded();
        AssertSame(before, sandbox);
    }

    [Fact]
    public void Without_Atlas_a_vault_and_Force_do_and_nothing_is_asked_of_Atlas()
    {
        using var shell = ShellOf(Policies);
        var before = Picture(Policies);
        shell.Run("$azure = New-AtlasSession -Sandbox $Sandbox -AzureOnly").Succeeded();
        const string Freeze = "Revoke-AtlasKeyAccess -Session $azure -Method AccessPolicy -VaultName $vault -ResourceGroupName $group -SubscriptionId "
            + "$subscription -AtlasObjectId $atlas -RecordPath $record -Confirm:$false";

        Assert.StartsWith("ImpactUnknown,", Assert.Single(shell.Run(Freeze).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Policies.Mutations());
        var events = shell.Run($"$evidence = {Freeze} -Force; $evidence").Succeeded("Event");

        Assert.Equal(["AlsoStops", "ImpactUnknown", "MayRemain", "Recorded", "Taken"], events);
        Assert.DoesNotContain(Policies.Requests(), r => r.Face == "atlas");
        Assert.Equal(["Given"], shell.Run("$evidence | Grant-AtlasKeyAccess -Session $azure -AtlasObjectId $atlas -Confirm:$false").Succeeded("Event"));
        Assert.StartsWith("RecordNamesNoProject,", shell.Refuse("Grant-AtlasKeyAccess $record -Wait -AtlasObjectId $atlas -Confirm:$false").FullyQualifiedErrorId, StringComparison.Ordinal);
        shell.Run("Get-AtlasEncryptionAtRest | Grant-AtlasKeyAccess $record -Wait -AtlasObjectId $atlas -Confirm:$false").Succeeded();
        AssertSame(before, Policies);
    }

    [Fact]
    public void A_project_that_shares_the_key_makes_it_a_second_question_that_Force_answers()
    {
        var sandbox = Encrypted("--projects", "2");
        using var shell = ShellOf(sandbox, answer: q => !q.Contains("More than", StringComparison.Ordinal));
        shell.Set("application", Credential.Of(sandbox["azureClientId"], sandbox["azureClientSecret"]));
        shell.Set("tenant", sandbox["tenantId"]);
        var second = shell.Run("Get-AtlasProject | Where-Object ProjectId -ne (Get-AtlasSession).ProjectId | Set-AtlasEncryptionAtRest -KeyIdentifier "
            + "$key -ResourceGroupName $group -SubscriptionId $subscription -TenantId $tenant -AzureCredential $application").Succeeded("ProjectId");
        var before = Picture(sandbox);
        sandbox.ForgetRequests();

        Assert.Empty(shell.Run($"{ByVersion}").Succeeded());
        Assert.Contains($"project project-2 ({Assert.Single(second)}), which uses the same version", shell.Questions[^1], StringComparison.Ordinal);
        Assert.Empty(sandbox.Mutations());

        using var silent = ShellOf(sandbox);
        Assert.StartsWith("CannotAsk,", silent.Refuse($"{ByVersion} -Confirm:$false").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("AlsoStops", silent.Run($"{ByVersion} -Confirm:$false -Force").Succeeded("Event"));
        silent.Run("Grant-AtlasKeyAccess $record -Wait -Confirm:$false; $null = Get-AtlasProject | Get-AtlasEncryptionAtRest").Succeeded();
        AssertSame(before, sandbox);
    }

    [Theory]
    [InlineData("Grant-AtlasKeyAccess $record", "RecordMissing")]
    [InlineData("Grant-AtlasKeyAccess variable:record", "RecordNotAFile")]
    [InlineData("Grant-AtlasKeyAccess $Sandbox", "RecordUnreadable")]
    [InlineData("Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath $Sandbox -Confirm:$false", "RecordUnreadable")]
    [InlineData("Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath $record/none/x -Confirm:$false", "RecordNotWritten")]
    [InlineData(ByVersion + " -KeyIdentifier https://kv-atlas.vault.azure.net/keys/k/0123456789abcdef0123456789abcdef -Confirm:$false", "KeyNotInUse")]
    [InlineData(ByVersion + " -VaultName $vault -ResourceGroupName $group -SubscriptionId $subscription -Force -Confirm:$false", "VersionNotNamed")]
    [InlineData(ByVersion + " -VaultName $vault -ResourceGroupName $group -Force -Confirm:$false", "SubscriptionMissing")]
    [InlineData("Revoke-AtlasKeyAccess -Method AccessPolicy -RecordPath $record -VaultName kv-nowhere -ResourceGroupName $group -SubscriptionId "
        + "$subscription -AtlasObjectId $atlas -Force -Confirm:$false", "VaultUnknown")]
    [InlineData("Revoke-AtlasKeyAccess -Method AccessPolicy -RecordPath $record -Confirm:$false", "AtlasIdentityUnknown")]
    [InlineData("Revoke-AtlasKeyAccess -Method AccessPolicy -RecordPath $record -AtlasObjectId ([guid]::NewGuid()) -Confirm:$false", "NothingToRevoke")]
    [InlineData("Revoke-AtlasKeyAccess -Method RoleAssignment -RecordPath $record -AtlasObjectId $atlas -Confirm:$false", "MethodDoesNotFit")]
    public void An_invalid_input_is_one_error_and_nothing_is_changed(string script, string errorId)
    {
        using var shell = ShellOf(Policies);
        var before = File.ReadAllText(Policies.File);

        Assert.StartsWith(errorId + ",", Assert.Single(shell.Run(script).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

        Assert.Empty(Policies.Mutations());
        Assert.False(File.Exists(Folder["freeze.json"]));
        Assert.Equal(before, File.ReadAllText(Policies.File));
    }

    [Fact]
    public void An_inherited_role_is_refused_with_its_scope()
    {
        var sandbox = Roles();
        using var shell = ShellOf(sandbox);
        sandbox.World("setRole", new { role = "Key Vault Administrator", scope = $"/subscriptions/{sandbox["subscriptionId"]}" });

        var error = Assert.Single(shell.Run("Revoke-AtlasKeyAccess -Method RoleAssignment -AtlasObjectId $atlas -RecordPath $record -Force -Confirm:$false").Errors);

        Assert.StartsWith("RoleInherited,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"Key Vault Administrator at /subscriptions/{sandbox["subscriptionId"]}, from where", error.DisplayText(), StringComparison.Ordinal);
        Assert.Empty(sandbox.Mutations());
    }

    [Fact]
    public void A_closed_vault_keeps_its_versions_and_says_from_where_they_can_be_disabled()
    {
        using var shell = ShellOf(Policies);
        Policies.World("setVault", new { publicNetworkAccess = "Disabled" });

        var error = Assert.Single(shell.Run($"{ByVersion} -Confirm:$false").Errors);

        Policies.World("setVault", new { publicNetworkAccess = "Enabled" });
        Assert.StartsWith("VaultNotReachable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Hybrid Worker", error.DisplayText(), StringComparison.Ordinal);
        Assert.Equal(["AlreadyGiven"], shell.Run("Grant-AtlasKeyAccess $record").Succeeded("Event"));
    }
}
