using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>A vault that uses Azure RBAC takes no notice of its access policies.</summary>
public sealed class RoleVaultTests
{
    [Fact]
    public void A_key_that_no_role_lets_Atlas_use_is_refused_with_the_role_that_is_missing()
    {
        using var sandbox = SandboxWorld.Start();
        sandbox.World("setVault", new { rbac = true });
        using var shell = Shell.ConnectedTo(sandbox);
        shell.Set("application", Credential.Of(sandbox["azureClientId"], sandbox["azureClientSecret"]));
        var enable = $"Set-AtlasEncryptionAtRest -KeyIdentifier '{sandbox["keyIdentifier"]}' -ResourceGroupName '{sandbox["resourceGroup"]}' -SubscriptionId '{sandbox["subscriptionId"]}' " +
            $"-TenantId '{sandbox["tenantId"]}' -AzureCredential $application -Confirm:$false";

        var error = Assert.Single(shell.Run(enable).Errors);

        Assert.StartsWith("AtlasLacksKeyRights,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Key Vault Crypto User", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Null(sandbox.Picture()["projects"]![0]!["encryption"]);

        sandbox.World("setRole", new { role = "Key Vault Crypto User" });

        Assert.Equal([true], shell.Run(enable).Succeeded("Enabled"));
    }
}
