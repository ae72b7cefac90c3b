using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Two teams, one vault, many projects: the owner of a connection is determined before it is rejected or removed.</summary>
public sealed class SharedVaultTests : IDisposable
{
    private const string ByVault = "Get-AtlasAkvPrivateEndpointConnection -KeyVaultName $vault -ResourceGroupName $group -SubscriptionId $subscription";

    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("pending", "--projects", "2");
    private readonly Shell _shell;
    private readonly string _other;

    /// <summary>The second project gets an endpoint to the same vault.</summary>
    public SharedVaultTests()
    {
        _shell = Shell.ConnectedTo(_sandbox);
        _other = (string)_sandbox.Picture()["projects"]![1]!["id"]!;
        Know(_shell);
        _shell.Set("application", Credential.Of(_sandbox["azureClientId"], _sandbox["azureClientSecret"]));
        _shell.Run("""
            $null = Set-AtlasEncryptionAtRest -ProjectId $other -KeyIdentifier $key -ResourceGroupName $group -SubscriptionId $subscription `
                -TenantId $tenant -AzureCredential $application -RequirePrivateNetworking
            $null = New-AtlasAkvPrivateEndpoint -ProjectId $other -RegionName US_WEST -Wait
            """).Succeeded();
        _sandbox.World("addForeignConnection", new { name = "stranger" });
        _sandbox.ForgetRequests();
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    [Theory]
    [InlineData("Get-AtlasAkvPrivateEndpointConnection")]
    [InlineData("Get-AtlasProject | Get-AtlasAkvPrivateEndpointConnection")]
    [InlineData(ByVault)]
    public void Each_connection_is_listed_once_with_the_project_that_owns_it(string command)
    {
        var connections = _shell.Run(command).Succeeded();

        Assert.Equal(5, connections.Select(c => c.Properties["Name"].Value).Distinct().Count());
        Assert.Equal(5, connections.Count);
        Assert.Equal([_other], connections.Where(c => (string?)c.Properties["RegionName"].Value == "US_WEST").Select(c => c.Properties["ProjectId"].Value));
        Assert.Equal(["stranger"], connections.Where(c => (string)c.Properties["VerifiedBy"].Value == "None").Select(c => c.Properties["Name"].Value));
        Assert.All(_sandbox.Requests().Where(r => r.Path.EndsWith("/encryptionAtRest", StringComparison.Ordinal)).GroupBy(r => r.Path), reads => Assert.InRange(reads.Count(), 1, 2));
    }

    [Fact]
    public void A_connection_of_the_other_project_is_approved_from_a_pipeline_as_that_project_s()
    {
        var run = _shell.Run("Get-AtlasAkvPrivateEndpointConnection | Where-Object RegionName -eq US_WEST | Approve-AzPrivateEndpointConnection");

        Assert.Equal([_other], run.Succeeded("ProjectId"));
        Assert.Equal(["Atlas"], run.Succeeded("VerifiedBy"));
    }

    [Theory]
    [InlineData("Deny-AtlasAkvPrivateEndpointConnection -Name $name -Confirm:$false")]
    [InlineData("Remove-AtlasAkvPrivateEndpointConnection -Name $name -Confirm:$false")]
    [InlineData("Get-AtlasAkvPrivateEndpointConnection | Where-Object RegionName -eq US_WEST | Deny-AtlasAkvPrivateEndpointConnection -Confirm:$false")]
    [InlineData("Get-AtlasAkvPrivateEndpointConnection | Where-Object RegionName -eq US_WEST | Remove-AtlasAkvPrivateEndpointConnection -Confirm:$false")]
    [InlineData("Get-AtlasAkvPrivateEndpointConnection | Where-Object RegionName -eq US_WEST | ForEach-Object { [pscustomobject]@{ ResourceId = "
        + "$_.ResourceId; ProjectId = $_.ProjectId } } | Deny-AtlasAkvPrivateEndpointConnection -Confirm:$false")]
    public void A_connection_of_the_other_project_is_not_taken_from_it_without_a_question_that_names_it(string command)
    {
        _shell.Run("$name = (Get-AtlasAkvPrivateEndpoint -ProjectId $other).PrivateEndpointConnectionName").Succeeded();

        var error = _shell.Refuse(command);

        Assert.StartsWith("CannotAsk,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Matches($"US_WEST of project [^ ]+ .{_other}.", error.DisplayText());
        Assert.Empty(_sandbox.Mutations());
    }

    [Fact]
    public void A_project_that_cannot_be_read_makes_the_owner_unknown()
    {
        _sandbox.World("refuse", new { errorCode = "USER_UNAUTHORIZED", status = 403, method = "GET", path = $"{_other}/encryptionAtRest", times = 9 });

        var run = _shell.Run("Get-AtlasAkvPrivateEndpointConnection");
        var error = Assert.Single(_shell.Run($"'{IdOf("stranger")}' | Approve-AzPrivateEndpointConnection").Errors);

        Assert.Equal(["Unknown", "Unknown"], run.Succeeded("VerifiedBy").Where(v => (string?)v != "Atlas"));
        Assert.Contains(_other, Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.StartsWith("ConnectionOwnerUnknown,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(_other, error.DisplayText(), StringComparison.Ordinal);
    }

    /// <summary>The team that owns the vault has no key for Atlas.</summary>
    [Fact]
    public void Without_Atlas_a_vault_is_listed_and_what_is_listed_is_not_approved_unseen()
    {
        using var shell = new Shell();
        shell.Set("Sandbox", _sandbox.File);
        Know(shell);
        shell.Run("Connect-Atlas -AzureOnly -Sandbox $Sandbox").Succeeded();

        var listed = shell.Run(ByVault);
        var error = shell.Refuse($"{ByVault} | Approve-AzPrivateEndpointConnection");
        var named = shell.Run($"({ByVault} -Name stranger).ResourceId | ForEach-Object {{ Approve-AzPrivateEndpointConnection -ResourceId $_ }}");

        Assert.Equal(["None", "None", "None", "None", "None"], listed.Succeeded("VerifiedBy"));
        Assert.StartsWith("NotConnected,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["Approved"], named.Succeeded("Status"));
        Assert.DoesNotContain(_sandbox.Requests(), r => r.Face == "atlas");
    }

    private string IdOf(string name) =>
        $"/subscriptions/{_sandbox["subscriptionId"]}/resourceGroups/{_sandbox["resourceGroup"]}/providers/Microsoft.KeyVault/vaults/{_sandbox["keyVaultName"]}/privateEndpointConnections/{name}";

    private void Know(Shell shell)
    {
        shell.Set("other", _other);
        shell.Set("key", _sandbox["keyIdentifier"]);
        shell.Set("vault", _sandbox["keyVaultName"]);
        shell.Set("group", _sandbox["resourceGroup"]);
        shell.Set("subscription", _sandbox["subscriptionId"]);
        shell.Set("tenant", _sandbox["tenantId"]);
    }
}
