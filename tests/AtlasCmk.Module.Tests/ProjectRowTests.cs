using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Settings come from the rows of a file with -FromInput only, and filters select what is emitted.</summary>
public sealed class ProjectRowTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("private");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Each_row_sets_its_project_and_a_row_that_cannot_be_read_sends_nothing()
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        var rows = $"'ProjectId,KeyVaultName,RequirePrivateNetworking,EnabledForSearchNodes,Owner', '{_sandbox.ProjectId},,true,true,me'";

        var wrong = shell.Run($"{rows} | ConvertFrom-Csv | Set-AtlasEncryptionAtRest -FromInput -Confirm:$false");
        Assert.Equal("RowNotUnderstood", Assert.Single(wrong.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(_sandbox.Mutations());

        var set = shell.Run($"{rows} | ConvertFrom-Csv | Select-Object * -ExcludeProperty Owner | Set-AtlasEncryptionAtRest -FromInput -Confirm:$false");
        Assert.Equal([true], set.Succeeded("EnabledForSearchNodes"));
        Assert.Single(_sandbox.Mutations());
    }

    [Fact]
    public void Without_the_switch_no_setting_binds_from_a_row()
    {
        using var shell = Shell.ConnectedTo(_sandbox);

        var run = shell.Run($"[pscustomobject]@{{ ProjectId = '{_sandbox.ProjectId}'; EnabledForSearchNodes = 'true' }} | Set-AtlasEncryptionAtRest -Confirm:$false");

        Assert.Equal("NothingToChange", Assert.Single(run.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(_sandbox.Mutations());
    }

    [Fact]
    public void Endpoints_are_created_where_rows_say_or_where_they_are_missing()
    {
        using var shell = Shell.ConnectedTo(_sandbox);

        var named = shell.Run($"[pscustomobject]@{{ ProjectId = '{_sandbox.ProjectId}'; RegionName = 'EUROPE_WEST; uksouth' }} | New-AtlasAkvPrivateEndpoint -FromInput");
        var missing = shell.Run("New-AtlasAkvPrivateEndpoint; New-AtlasAkvPrivateEndpoint -MissingRegion");

        Assert.Equal(["EUROPE_WEST", "UK_SOUTH"], named.Succeeded("RegionName"));
        Assert.Equal(["US_CENTRAL", "US_EAST_2"], missing.Succeeded("RegionName"));
    }

    [Fact]
    public void Filters_select_projects_and_clusters()
    {
        using var shell = Shell.ConnectedTo(_sandbox);

        var run = shell.Run("""
            @(Get-AtlasEncryptionAtRest -Enabled).Count, @(Get-AtlasEncryptionAtRest -Enabled:$false).Count
            @(Get-AtlasEncryptionAtRest -KeyVaultName kv-*).Count, @(Get-AtlasEncryptionAtRest -KeyVaultName other).Count
            @(Get-AtlasClusterEncryption -Encrypted).Count, @(Get-AtlasClusterEncryption -Encrypted:$false).Count
            """);

        Assert.Equal([1, 0, 1, 0, 0, 3], run.Succeeded().Select(o => (int)o.BaseObject));
    }
}
