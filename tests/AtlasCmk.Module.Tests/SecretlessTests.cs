using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>A project signs in to Azure by a role, or with a new secret: the right one gets there, the wrong one does no harm.</summary>
public sealed class SecretlessTests
{
    private const string Register = "Register-AtlasAzureServicePrincipal -TenantId $tenant -ServicePrincipalId $principal";

    private static Shell ConnectedTo(SandboxWorld sandbox, bool mayUseKeys = true)
    {
        var shell = Shell.ConnectedTo(sandbox);
        shell.Set("tenant", sandbox["tenantId"]);
        shell.Set("principal", AtlasPrincipal.In(sandbox, mayUseKeys));
        return shell;
    }

    [Fact]
    public void A_principal_is_registered_once_and_lists_the_grants_it_needs()
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        using var shell = ConnectedTo(sandbox);

        var first = Assert.Single(shell.Run(Register).Succeeded("RoleId"));
        Assert.Equal(first, Assert.Single(shell.Run(Register).Succeeded("RoleId")));

        var listed = Assert.Single(shell.Run("Get-AtlasAzureServicePrincipal").Succeeded());
        Assert.Equal(first, listed.Properties["RoleId"].Value);
        Assert.All((IEnumerable<string>)listed.Properties["GrantCommands"].Value, c => Assert.Contains(sandbox["keyVaultName"], c, StringComparison.Ordinal));
        Assert.Single(sandbox.Requests(), r => r.Method == "POST" && r.Path.EndsWith("/cloudProviderAccess", StringComparison.Ordinal));
    }

    [Fact]
    public void A_principal_that_is_not_Atlas_s_is_refused_by_Atlas_and_not_doubled_by_another_try()
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        using var shell = ConnectedTo(sandbox);
        shell.Set("principal", (string)sandbox.World("addAzureApplication")["objectId"]!);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.StartsWith("ServicePrincipalRefused", Assert.Single(shell.Run(Register).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }

        Assert.Single(shell.Run("Get-AtlasAzureServicePrincipal").Succeeded());
        Assert.StartsWith("ApplicationIsNoPrincipal",
            shell.Refuse("Register-AtlasAzureServicePrincipal -TenantId $tenant -ServicePrincipalId 9efedfcc-2eca-4b27-a613-0cad1e114cb7").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("enabled")]
    [InlineData("encrypted")]
    public void A_project_moves_from_its_secret_to_the_role_in_place(string stage)
    {
        using var sandbox = SandboxWorld.AtStage(stage);
        using var shell = ConnectedTo(sandbox);
        shell.Run(Register).Succeeded();
        sandbox.ForgetRequests();

        var run = shell.Run("Set-AtlasEncryptionAtRest -MigrateToRole");

        var moved = Assert.Single(run.Succeeded());
        Assert.Equal((true, null), ((bool)moved.Properties["Valid"].Value, moved.Properties["ClientId"].Value));
        Assert.Equal("ENCRYPTION_AT_REST", Assert.Single(shell.Run("(Get-AtlasAzureServicePrincipal).UsedBy").Succeeded()).ToString());
        Assert.Single(sandbox.Mutations());
        Assert.Equal($"{{\"azureKeyVault\":{{\"roleId\":\"{moved.Properties["RoleId"].Value}\"}}}}", sandbox.Exchanges().Last(e => e.Method == "PATCH").RequestBody);
        AssertNothingStopped(sandbox);
    }

    [Theory]
    [InlineData("enabled", "MigrationRefused")]
    [InlineData("encrypted", "MigrationNotValidated")]
    public void A_role_that_may_not_use_the_key_leaves_the_secret_in_force(string stage, string errorId)
    {
        using var sandbox = SandboxWorld.AtStage(stage);
        using var shell = ConnectedTo(sandbox, mayUseKeys: false);
        shell.Run(Register).Succeeded();

        var run = shell.Run("Set-AtlasEncryptionAtRest -MigrateToRole -TimeoutSec 3");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith(errorId, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(sandbox["azureClientId"], error.Exception.Message, StringComparison.Ordinal);
        var now = Assert.Single(shell.Run("Get-AtlasEncryptionAtRest").Succeeded());
        Assert.Equal((true, sandbox["azureClientId"]), ((bool)now.Properties["Valid"].Value, (string)now.Properties["ClientId"].Value));
        AssertNothingStopped(sandbox);
    }

    [Fact]
    public void A_project_that_is_enabled_with_a_role_never_has_a_secret()
    {
        using var sandbox = SandboxWorld.Start();
        using var shell = ConnectedTo(sandbox);
        shell.Set("key", sandbox["keyIdentifier"]);
        shell.Set("group", sandbox["resourceGroup"]);
        shell.Set("subscription", sandbox["subscriptionId"]);

        var run = shell.Run($"$role = {Register}; Set-AtlasEncryptionAtRest -KeyIdentifier $key -ResourceGroupName $group -SubscriptionId $subscription -RoleId $role.RoleId -Wait");

        Assert.Equal([true], run.Succeeded("Valid"));
        Assert.DoesNotContain("secret", sandbox.Exchanges().Last(e => e.Method == "PATCH").RequestBody, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_secret_signs_in_first_goes_alone_and_the_output_says_until_when_the_old_ones_stay()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        using var shell = Shell.ConnectedTo(sandbox);
        var expires = new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero);
        sandbox.World("addSnapshot", new { name = sandbox.Clusters[0], expiresAt = expires.ToString("O") });
        shell.Set("application", Credential.Of(sandbox["azureClientId"], (string)sandbox.World("addAzureSecret")["clientSecret"]!));
        sandbox.ForgetRequests();

        var run = shell.Run("Set-AtlasEncryptionAtRest -AzureCredential $application");

        var output = Assert.Single(run.Succeeded());
        Assert.True((bool)output.Properties["Valid"].Value);
        Assert.True(output.Properties["FormerCredentialsNeededUntil"].Value is DateTimeOffset until && until >= expires);
        Assert.Contains(sandbox["azureClientId"], Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal(["login POST", "atlas PATCH"], sandbox.Requests().Where(r => r.Method != "GET" && r.Status == 200).Select(r => $"{r.Face} {r.Method}"));
        Assert.StartsWith("{\"azureKeyVault\":{\"secret\":\"", sandbox.Exchanges().Last(e => e.Method == "PATCH").RequestBody, StringComparison.Ordinal);
        AssertNothingStopped(sandbox);
    }

    [Fact]
    public void A_wrong_secret_never_reaches_Atlas()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        using var shell = Shell.ConnectedTo(sandbox);
        shell.Set("application", Credential.Of(sandbox["azureClientId"], "wrong"));
        sandbox.ForgetRequests();

        var error = shell.Refuse("Set-AtlasEncryptionAtRest -AzureCredential $application");

        Assert.StartsWith("ClientSecretRefused", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("AADSTS7000215", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(sandbox.Mutations());
    }

    private static void AssertNothingStopped(SandboxWorld sandbox) => Assert.All(
        sandbox.Picture()["projects"]![0]!["clusters"]!.AsArray(), c => Assert.NotEqual(true, (bool?)c!["paused"]));
}
