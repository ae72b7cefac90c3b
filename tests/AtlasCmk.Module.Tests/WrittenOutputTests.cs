using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The module's output in the shell's own cmdlets.</summary>
public sealed class WrittenOutputTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("active");
    private readonly TemporaryFolder _folder = new();
    private readonly Shell _shell;

    public WrittenOutputTests() => _shell = Shell.ConnectedTo(_sandbox);

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void JSON_has_names_and_words_and_no_numbers_in_their_place()
    {
        var endpoints = _shell.Run("Get-AtlasAkvPrivateEndpoint | ConvertTo-Json -Depth 4 | ConvertFrom-Json");

        Assert.NotEmpty(endpoints.Succeeded());
        Assert.All(endpoints.Succeeded("Status"), status => Assert.Equal("ACTIVE", status));
        Assert.All(endpoints.Succeeded("EndpointId"), id => Assert.Matches("^[0-9a-f]{24}$", (string)id!));
        Assert.StartsWith("https://", (string)Assert.Single(_shell.Run("Get-AtlasAkvKey | Select-Object -First 1 | ConvertTo-Json -Depth 4 | ConvertFrom-Json").Succeeded("KeyIdentifier"))!,
            StringComparison.Ordinal);
    }

    [Fact]
    public void CSV_has_a_column_for_each_property()
    {
        var endpoints = _shell.Run("Get-AtlasAkvPrivateEndpoint").Succeeded();
        var rows = _shell.Run("Get-AtlasAkvPrivateEndpoint | ConvertTo-Csv | ConvertFrom-Csv").Succeeded();

        Assert.Equal(endpoints.Select(e => $"{e.Properties["RegionName"].Value}"), rows.Select(r => $"{r.Properties["RegionName"].Value}"));
        Assert.Equal(
            ["EndpointId", "RegionName", "Status", "PrivateEndpointConnectionName", "ErrorMessage", "Change", "ProjectName", "ProjectId", "OrganizationName"],
            rows[0].Properties.Select(p => p.Name));
        Assert.All(rows, row => Assert.Equal("ACTIVE", row.Properties["Status"].Value));
    }

    [Fact]
    public void Clixml_comes_back_and_names_the_same_things_to_the_next_cmdlet()
    {
        _shell.Set("path", _folder["endpoints.xml"]);
        var endpoints = _shell.Run("Get-AtlasAkvPrivateEndpoint | Export-Clixml $path; Import-Clixml $path");

        Assert.All(endpoints.Succeeded("Status"), status => Assert.Equal("ACTIVE", status));
        Assert.Equal(endpoints.Succeeded("EndpointId"), _shell.Run("Import-Clixml $path | Get-AtlasAkvPrivateEndpoint").Succeeded("EndpointId"));
    }
}
