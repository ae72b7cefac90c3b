using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

public sealed class CultureTests
{
    /// <summary>Cultures with a dotted capital I, and with decimal commas.</summary>
    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void The_user_s_culture_changes_nothing(string culture)
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        sandbox.World("addCluster", new { name = "distinct-i" });
        using var shell = new Shell();
        shell.Set("Sandbox", sandbox.File);

        var run = shell.Run($$"""
            [cultureinfo]::CurrentCulture = '{{culture}}'
            $null = Connect-Atlas -Sandbox $Sandbox
            $null = Set-AtlasEncryptionAtRest -RequirePrivateNetworking
            New-AtlasAkvPrivateEndpoint -RegionName us_east_2, Us_Central -Wait | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint -Status active | ForEach-Object Status
            Get-AtlasAkvPrivateEndpoint -Status active -RegionName us_* | ForEach-Object Status
            Get-AtlasClusterEncryption -ClusterName PAYMENTS, DISTINCT-I | Enable-AtlasClusterEncryption -Wait | ForEach-Object EncryptionAtRestProvider
            Get-AtlasAkvPrivateEndpointConnection -Status approved | ForEach-Object Status
            [cultureinfo]::CurrentCulture.Name
            """);

        Assert.Equal(["ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "AZURE", "AZURE", "Approved", "Approved", culture], run.Succeeded().Select(o => o.ToString()));
    }
}
