using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

public sealed class WhatIfTests : IDisposable
{
    private const string Enable = "Set-AtlasEncryptionAtRest -KeyIdentifier $key -ResourceGroupName $group -SubscriptionId $subscription -TenantId $tenant -AzureCredential $application -Wait";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Every cmdlet that changes something, where it has something to change.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "fresh", Enable },
        { "enabled", "Test-AtlasCmkCompliance | Export-AtlasCmkReport -Path $record" },
        { "enabled", "Get-AtlasEncryptionAtRest | Set-AtlasEncryptionAtRest -RequirePrivateNetworking -Wait" },
        { "enabled", "Disable-AtlasEncryptionAtRest" },
        { "enabled", "Register-AtlasAzureServicePrincipal -TenantId $tenant -ServicePrincipalId $subscription" },
        { "enabled", "Get-AtlasProject | Invoke-AtlasRequest /groups -Method POST -Body @{ name = 'x' }" },
        { "private", "New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL -Wait" },
        { "pending", "Get-AtlasAkvPrivateEndpoint | Approve-AzPrivateEndpointConnection" },
        { "pending", "Get-AtlasAkvPrivateEndpointConnection | Approve-AtlasAkvPrivateEndpointConnection" },
        { "pending", "Get-AtlasAkvPrivateEndpointConnection | Deny-AtlasAkvPrivateEndpointConnection" },
        { "pending", "Get-AtlasAkvPrivateEndpointConnection | Remove-AtlasAkvPrivateEndpointConnection" },
        { "active", "Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Wait" },
        { "active", "Enable-AtlasClusterEncryption -ClusterName orders, payments -Wait" },
        { "encrypted", "Get-AtlasProject | Invoke-AtlasKeyRotation -Latest" },
        { "encrypted", "Get-AtlasEncryptionAtRest | Invoke-AtlasKeyRotation -NewVersion -RollBackOnFailure" },
        { "encrypted", "Get-AtlasClusterEncryption | Disable-AtlasClusterEncryption -Wait" },
        { "encrypted", "Get-AtlasEncryptionAtRest | Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath $record -Wait" },
        { "frozen", "Get-AtlasEncryptionAtRest | Grant-AtlasKeyAccess -RecordPath $record -Wait" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Nothing_is_changed_or_emitted(string stage, string change)
    {
        using var sandbox = SandboxWorld.AtStage(stage == "frozen" ? "encrypted" : stage);
        using var shell = Shell.ConnectedTo(sandbox);
        shell.Set("record", _folder["record.json"]);
        if (stage == "frozen")
        {
            shell.Run("Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath $record -Wait -Confirm:$false").Succeeded();
        }

        shell.Set("key", sandbox["keyIdentifier"]);
        shell.Set("group", sandbox["resourceGroup"]);
        shell.Set("subscription", sandbox["subscriptionId"]);
        shell.Set("tenant", sandbox["tenantId"]);
        shell.Set("application", Credential.Of(sandbox["azureClientId"], sandbox["azureClientSecret"]));
        sandbox.ForgetRequests();
        var (before, files) = (Picture(sandbox), Directory.GetFiles(_folder.Root));

        Assert.Empty(shell.Run(change + " -WhatIf").Succeeded());

        Assert.NotEmpty(sandbox.Requests());
        Assert.Empty(sandbox.Mutations());
        Assert.True(JsonNode.DeepEquals(before, Picture(sandbox)), "Something in Atlas or Azure has changed.");
        Assert.Equal(files, Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void Every_cmdlet_that_changes_something_is_tested()
    {
        using var shell = new Shell();
        var changing = shell.Run("Get-Command -Module AtlasCmk").Succeeded()
            .Where(c => ((IDictionary)c.Properties["Parameters"].Value).Contains("WhatIf"))
            .Select(c => ((CommandInfo)c.BaseObject).Name);

        Assert.Equal(changing.Order(), Changes.Select(c => ((string)c[1]).Split('|')[^1].Trim().Split(' ')[0]).Distinct().Order());
    }

    [Fact]
    public void Cmdlets_that_change_nothing_have_no_WhatIf()
    {
        using var shell = new Shell();
        var without = shell.Run("Get-Command -Module AtlasCmk").Succeeded()
            .Where(c => !((IDictionary)c.Properties["Parameters"].Value).Contains("WhatIf"))
            .Select(c => ((CommandInfo)c.BaseObject).Name);

        Assert.All(without, name => Assert.Matches("^(Get-|Wait-|Test-|Connect-Atlas$|Disconnect-Atlas$|New-AtlasSession$)", name));
    }

    /// <summary>The world without its clock.</summary>
    private static JsonObject Picture(SandboxWorld sandbox)
    {
        var picture = sandbox.Picture();
        picture.Remove("time");
        return picture;
    }
}
