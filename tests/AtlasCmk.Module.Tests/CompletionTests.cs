using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The suggestions of the Tab key, from the engine's own completion.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly SandboxWorld _sandbox;
    private readonly Shell _shell;

    public CompletionTests()
    {
        _sandbox = SandboxWorld.AtStage("active");
        _shell = Shell.ConnectedTo(_sandbox);
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    [Theory]
    [InlineData("Get-AtlasAkvPrivateEndpoint eastus2", "US_EAST_2")]
    [InlineData("Get-AtlasAkvPrivateEndpoint 'East US 2", "'US_EAST_2'")]
    [InlineData("New-AtlasAkvPrivateEndpoint -RegionName \"West Eu", "\"EUROPE_WEST\"")]
    [InlineData("New-AtlasAkvPrivateEndpoint -RegionName US_CENTRAL, westeu", "EUROPE_WEST")]
    [InlineData("Get-AtlasAkvPrivateEndpoint -Status pend", "PENDING_ACCEPTANCE PENDING_RECREATION")]
    [InlineData("Wait-AtlasAkvPrivateEndpoint -Status a", "ACTIVE")]
    [InlineData("Get-AtlasAkvPrivateEndpointConnection -Status a", "Approved")]
    public void Known_values_are_suggested_without_a_request(string typed, string offered)
    {
        _sandbox.ForgetRequests();

        Assert.Equal(offered, string.Join(' ', Complete(typed).Select(c => c.CompletionText)));
        Assert.Empty(_sandbox.Requests());
    }

    [Fact]
    public void A_region_has_its_Azure_name() => Assert.Equal("eastus2", Assert.Single(Complete("Get-AtlasAkvPrivateEndpoint US_EAST_2")).ToolTip);

    [Fact]
    public void A_project_is_offered_by_its_name()
    {
        InTime("Get-AtlasEncryptionAtRest -ProjectId pay", 1);
        var project = Assert.Single(Complete("Get-AtlasEncryptionAtRest -ProjectId pay"));

        Assert.Equal((_sandbox.ProjectId, "payments"), (project.CompletionText, project.ListItemText));
        Assert.StartsWith("payments", project.ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void Clusters_are_offered_by_name() =>
        Assert.Equal(_sandbox.Clusters.Order(), InTime("Enable-AtlasClusterEncryption -ClusterName ", _sandbox.Clusters.Count).Order());

    [Fact]
    public void Endpoints_are_offered_by_region_and_status()
    {
        InTime("Remove-AtlasAkvPrivateEndpoint US_E", 1);
        var endpoint = Assert.Single(Complete("Remove-AtlasAkvPrivateEndpoint US_E"));

        Assert.Equal(_shell.Run("Get-AtlasAkvPrivateEndpoint US_EAST_2").Succeeded("EndpointId"), [endpoint.CompletionText]);
        Assert.Equal("US_EAST_2 ACTIVE", endpoint.ToolTip);
    }

    [Theory]
    [InlineData("Approve-AtlasAkvPrivateEndpointConnection -Name ")]
    [InlineData("Deny-AtlasAkvPrivateEndpointConnection ")]
    [InlineData("Remove-AtlasAkvPrivateEndpointConnection -Name ")]
    [InlineData("Get-AtlasAkvPrivateEndpointConnection -Name ")]
    public void Connections_are_offered_by_name(string typed) =>
        Assert.Equal(_shell.Run("Get-AtlasAkvPrivateEndpointConnection").Succeeded("Name").Order(), InTime(typed, 3).Order());

    [Fact]
    public void Versions_of_the_project_s_key_are_offered() => Assert.Equal([_sandbox["keyIdentifier"]], InTime("Get-AtlasKeyUsage ", 1));

    [Theory]
    [InlineData("Invoke-AtlasKeyRotation -KeyIdentifier ")]
    [InlineData("Set-AtlasEncryptionAtRest -KeyIdentifier ")]
    public void The_key_without_a_version_is_offered_where_a_project_can_be_put_under_it(string typed) =>
        Assert.Equal([_sandbox["keyIdentifier"][.._sandbox["keyIdentifier"].LastIndexOf('/')], _sandbox["keyIdentifier"]], InTime(typed, 2));

    [Theory]
    [InlineData("Approve-AzPrivateEndpointConnection -ServiceName ", "keyVaultName")]
    [InlineData("Set-AtlasEncryptionAtRest -KeyVaultName ", "keyVaultName")]
    [InlineData("Revoke-AtlasKeyAccess -ResourceGroupName ", "resourceGroup")]
    public void The_project_s_vault_and_its_resource_group_are_offered(string typed, string offered) => Assert.Equal([_sandbox[offered]], InTime(typed, 1));

    [Theory]
    [InlineData("Get-AtlasAkvPrivateEndpoint -RegionName nowhere")]
    [InlineData("Get-AtlasAkvPrivateEndpoint -EndpointId nowhere")]
    [InlineData("Get-AtlasAkvPrivateEndpoint -EndpointId ../")]
    public void Without_a_match_no_file_is_suggested(string typed) => Assert.Empty(Complete(typed));

    [Fact]
    public void The_session_and_the_project_that_are_given_are_asked()
    {
        _shell.Run("$other = New-AtlasSession -Sandbox $Sandbox; Disconnect-Atlas; $project = '000000000000000000000001'").Succeeded();

        Assert.Equal(3, InTime("Remove-AtlasAkvPrivateEndpoint -Session $other -EndpointId ", 3).Count);
        Assert.Empty(Offered("Remove-AtlasAkvPrivateEndpoint -Session $other -ProjectId $project -EndpointId "));
    }

    [Fact]
    public void An_answer_is_reused_for_the_next_key_press_and_ends_with_the_session()
    {
        _sandbox.ForgetRequests();
        Assert.Equal(3, InTime("Remove-AtlasAkvPrivateEndpoint ", 3).Count);
        Assert.Equal(3, InTime("Get-AtlasAkvPrivateEndpoint -EndpointId ", 3).Count);
        Assert.Single(_sandbox.Requests());

        _shell.Run("Disconnect-Atlas").Succeeded();
        Assert.Empty(Offered("Remove-AtlasAkvPrivateEndpoint "));
        Assert.Single(_sandbox.Requests());
    }

    /// <summary>The answer is held until the test releases it, so a command that waits for it would not end.</summary>
    [Fact]
    public void A_press_does_not_wait_for_a_slow_answer_which_is_there_the_next_time()
    {
        _sandbox.ForgetRequests();
        _sandbox.CloseGate("privateEndpoints");
        try
        {
            Assert.Empty(Offered("Remove-AtlasAkvPrivateEndpoint "));
            Assert.Empty(Offered("Remove-AtlasAkvPrivateEndpoint "));
            _sandbox.WaitUntilHeld(1);
        }
        finally
        {
            _sandbox.OpenGate();
        }

        Assert.Equal(3, InTime("Remove-AtlasAkvPrivateEndpoint ", 3).Count);
        Assert.Single(_sandbox.Requests());
    }

    [Fact]
    public void A_refusal_is_not_an_error_and_writes_no_message()
    {
        _sandbox.World("setOrganizationState", new { state = "inactive" });
        try
        {
            using var completing = _shell.Prepare("$line = 'Remove-AtlasAkvPrivateEndpoint '; (TabExpansion2 $line $line.Length).CompletionMatches; $Error.Count");
            var output = completing.Invoke();

            Assert.Equal(["0"], output.Select(o => o.ToString()));
            Assert.Empty(completing.Streams.Error);
            Assert.Empty(completing.Streams.Warning);
            Assert.Empty(completing.Streams.Verbose);
            Assert.Empty(completing.Streams.Progress);
        }
        finally
        {
            _sandbox.World("setOrganizationState", new { state = "active" });
        }
    }

    private IReadOnlyList<CompletionResult> Complete(string typed)
    {
        using var shell = _shell.Prepare("");
        shell.Commands.Clear();
        return [.. CommandCompletion.CompleteInput(typed, typed.Length, null, shell).CompletionMatches];
    }

    private IReadOnlyList<string> Offered(string typed) => [.. Complete(typed).Select(c => c.CompletionText)];

    /// <summary>On a slow machine an answer may be late, and is there on one of the next presses.</summary>
    private IReadOnlyList<string> InTime(string typed, int count)
    {
        IReadOnlyList<string> offered = [];
        Eventually.Holds(() => (offered = Offered(typed)).Count == count, () => $"{offered.Count} are offered, not {count}");
        return offered;
    }
}
