using System.Text.Json.Nodes;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Which records a thaw accepts, and which other users of the key a freeze names.</summary>
public sealed class FreezeRecordTests : FreezeWorlds
{
    [Fact]
    public void A_record_that_is_named_several_times_is_thawed_once()
    {
        using var shell = ShellOf(Policies);
        var before = Picture(Policies);
        shell.Run("$evidence = Revoke-AtlasKeyAccess -Method AccessPolicy -AtlasObjectId $atlas -RecordPath $record -Confirm:$false").Succeeded();
        Assert.Equal(["Given"], Once("$evidence | Grant-AtlasKeyAccess -AtlasObjectId $atlas -Confirm:$false", looks: 2));
        Assert.Single(Policies.Mutations());
        shell.Run($"$ExecutionContext.SessionState.Path.SetLocation('{Folder.Root}')").Succeeded();
        Assert.Equal(["AlreadyGiven"], Once("Grant-AtlasKeyAccess $record, ./freeze.json, ./x/../freeze.json"));
        Assert.Equal(["AlreadyGiven"], Once("[System.IO.FileInfo]::new($record) | Grant-AtlasKeyAccess"));

        shell.Run("Grant-AtlasKeyAccess $record -Wait -AtlasObjectId $atlas -Confirm:$false").Succeeded();
        AssertSame(before, Policies);

        IEnumerable<object?> Once(string script, int looks = 1)
        {
            Policies.ForgetRequests();
            var events = shell.Run(script).Succeeded("Event");
            Assert.Equal(looks, Policies.Requests().Count(r => r.Face == "arm" && r.Method == "GET"));
            return events;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -Wait")]
    public void A_project_that_contradicts_the_record_is_refused(string wait)
    {
        using var shell = ShellOf(Policies);
        var before = Picture(Policies);
        shell.Run($"{ByVersion} -Confirm:$false").Succeeded();
        Policies.ForgetRequests();

        var error = Assert.Single(shell.Run($"Grant-AtlasKeyAccess $record -ProjectId 66c9e8f1dd6c9960802420e9{wait}").Errors);

        Assert.StartsWith("RecordOfAnother,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Policies.Mutations());
        shell.Run("Get-AtlasProject (Get-AtlasSession).ProjectId | Grant-AtlasKeyAccess $record -Wait -AtlasObjectId $atlas -Confirm:$false").Succeeded();
        AssertSame(before, Policies);
    }

    [Fact]
    public void Roles_come_back_with_conditions_and_descriptions_and_not_by_a_record_that_was_changed()
    {
        var sandbox = Encrypted();
        sandbox.World("setRole", new { role = "Key Vault Crypto User", condition = "@Resource[x]", description = "for Atlas" });
        sandbox.World("setVault", new { rbac = true });
        using var shell = ShellOf(sandbox);
        var before = Picture(sandbox);
        shell.Run("Revoke-AtlasKeyAccess -Method RoleAssignment -AtlasObjectId $atlas -RecordPath $record -Wait -Confirm:$false").Succeeded();

        var record = JsonNode.Parse(File.ReadAllText(Folder["freeze.json"]))!;
        record["roleAssignments"]![0]!["roleDefinitionId"] = $"/subscriptions/{sandbox["subscriptionId"]}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
        shell.Set("changed", Folder.Write("changed.json", record.ToJsonString()));
        Assert.StartsWith("RoleNotOfKeys,", Assert.Single(shell.Run("Grant-AtlasKeyAccess $changed -Force -Confirm:$false").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

        shell.Run("Grant-AtlasKeyAccess $record -Wait -AtlasObjectId $atlas -Confirm:$false").Succeeded();
        AssertSame(before, sandbox);
    }

    /// <summary>A record can be written without a checksum, as earlier versions did.</summary>
    [Fact]
    public void A_stranger_gets_nothing_by_a_record_without_a_second_question()
    {
        using var shell = ShellOf(Policies);
        var before = Picture(Policies);
        shell.Run("Revoke-AtlasKeyAccess -Method AccessPolicy -AtlasObjectId $atlas -RecordPath $record -Confirm:$false").Succeeded();
        var stranger = (string)Policies.World("addAzureApplication")["objectId"]!;
        var text = File.ReadAllText(Folder["freeze.json"]).Replace(AtlasObject(before), stranger, StringComparison.OrdinalIgnoreCase);
        shell.Set("changed", Folder.Write("changed.json", text));
        var old = JsonNode.Parse(text)!.AsObject();
        old.Remove("seal");
        old["version"] = 1;
        shell.Set("old", Folder.Write("old.json", old.ToJsonString()));
        Policies.ForgetRequests();

        Assert.StartsWith("CannotConfirm,", shell.Refuse("Grant-AtlasKeyAccess $old").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("RecordChanged,", Assert.Single(shell.Run("Grant-AtlasKeyAccess $changed -Confirm:$false").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        var error = shell.Refuse("Grant-AtlasKeyAccess $old -AtlasObjectId $atlas -Confirm:$false");

        Assert.StartsWith("CannotAsk,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(stranger, error.DisplayText(), StringComparison.Ordinal);
        Assert.Empty(Policies.Mutations());
        shell.Run("Grant-AtlasKeyAccess $record -Wait -AtlasObjectId $atlas -Confirm:$false").Succeeded();
        AssertSame(before, Policies);
    }

    [Fact]
    public void Without_Atlas_one_project_at_most_is_meant()
    {
        using var shell = ShellOf(Policies);
        const string Freeze = "Revoke-AtlasKeyAccess -Method AccessPolicy -VaultName $vault -ResourceGroupName $group -SubscriptionId $subscription "
            + "-AtlasObjectId $atlas -RecordPath $record -Force -Confirm:$false";
        Assert.StartsWith("SeveralProjects,", shell.Refuse($"{Freeze} -ProjectId 66c9e8f1dd6c9960802420e9, 66c9e8f1dd6c9960802420ea").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("SeveralProjects,", shell.Refuse($"'66c9e8f1dd6c9960802420e9', '66c9e8f1dd6c9960802420ea' | ForEach-Object {{ [pscustomobject]@{{ ProjectId "
            + $"= $_ }} }} | {Freeze}").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Policies.Mutations());
    }

    /// <summary>In an emergency, the caller may have got the rights just now.</summary>
    [Fact]
    public void Without_Atlas_a_right_that_does_not_work_yet_is_waited_for_with_a_message()
    {
        using var shell = ShellOf(Policies);
        var before = Picture(Policies);
        Policies.Fault(new { method = "PUT", path = "/accessPolicies/remove", status = 403, body = new { error = new { code = "AuthorizationFailed", message = "Not yet." } } });

        var run = shell.Run("Revoke-AtlasKeyAccess -Method AccessPolicy -VaultName $vault -ResourceGroupName $group -SubscriptionId $subscription "
            + "-AtlasObjectId $atlas -RecordPath $record -Force -Confirm:$false");

        Assert.Contains("Taken", run.Succeeded("Event"));
        Assert.Single(run.Warnings, w => w.Contains("(AuthorizationFailed), so AtlasCmk retries for 5 min", StringComparison.Ordinal));
        shell.Run("Get-AtlasEncryptionAtRest | Grant-AtlasKeyAccess $record -Wait -AtlasObjectId $atlas -Confirm:$false").Succeeded();
        AssertSame(before, Policies);
    }

    /// <summary>Identities with a role at the key use it too. A vault with Azure RBAC has no other users.</summary>
    [Fact]
    public void Other_identities_with_a_role_at_the_key_are_named()
    {
        var sandbox = Roles();
        using var shell = ShellOf(sandbox);
        var other = sandbox.World("addAzureApplication", new { name = "a-disk" });
        var vault = $"/subscriptions/{sandbox["subscriptionId"]}/resourceGroups/{sandbox["resourceGroup"]}/providers/Microsoft.KeyVault/vaults/{sandbox["keyVaultName"]}";
        sandbox.World("setRole", new { role = "Key Vault Crypto Service Encryption User", scope = $"{vault}/keys/atlas-cmk", objectId = (string)other["objectId"]! });

        var run = shell.Run($"{ByVersion} -AtlasObjectId $atlas -WhatIf");

        Assert.Contains($"{other["objectId"]} (Key Vault Crypto Service Encryption User)", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }
}
