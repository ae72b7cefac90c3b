using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Az.Network has a cmdlet of the same name: the module that was imported last owns the bare name, and each can be named in full.</summary>
public sealed class NameCollisionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Shell _shell = new(import: false);
    private readonly string _importAz;

    public NameCollisionTests()
    {
        // A module of a binary with the real one's name: a function would win over any cmdlet.
        var manifest = _folder.Write(Path.Combine("Az.Network", "Az.Network.psd1"), $$"""
            @{
                RootModule = '{{typeof(AzNetworkStubCommand).Assembly.Location}}'
                ModuleVersion = '7.0.0'
                CmdletsToExport = @('Approve-AzPrivateEndpointConnection')
                FunctionsToExport = @()
                AliasesToExport = @()
            }
            """);
        _importAz = $"Import-Module '{manifest}'";
    }

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true, "AtlasCmk")]
    [InlineData(false, "Az.Network")]
    public void The_module_that_was_imported_last_owns_the_bare_name(bool oursLast, string owner)
    {
        ImportBoth(oursLast);
        Assert.Equal(owner, OwnerOf("Approve-AzPrivateEndpointConnection"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Full_names_and_the_twin_mean_the_same_whatever_the_order(bool oursLast)
    {
        ImportBoth(oursLast);
        Assert.Equal("AtlasCmk", OwnerOf(@"AtlasCmk\Approve-AzPrivateEndpointConnection"));
        Assert.Equal("AtlasCmk", OwnerOf("Approve-AtlasAkvPrivateEndpointConnection"));
        Assert.Equal("Az.Network", OwnerOf(@"Az.Network\Approve-AzPrivateEndpointConnection"));
    }

    [Theory]
    [InlineData("Approve-AzPrivateEndpointConnection", "Approve")]
    [InlineData("Approve-AtlasAkvPrivateEndpointConnection", "Approve")]
    [InlineData("Deny-AtlasAkvPrivateEndpointConnection", "Deny")]
    [InlineData("Remove-AtlasAkvPrivateEndpointConnection", "Remove")]
    public void What_is_no_key_vault_is_sent_to_Az_by_its_full_name(string command, string verb)
    {
        _shell.Run(Repository.Import).Succeeded();
        var error = _shell.Refuse($"{command} -ResourceId /subscriptions/a1cd1034-135b-4ea3-af84-a54adf7a0ea0/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/store/privateEndpointConnections/one");
        Assert.Contains("Microsoft.Storage/storageAccounts/store", error.Shown(), StringComparison.Ordinal);
        Assert.Contains($@"Az.Network\{verb}-AzPrivateEndpointConnection", error.Shown(), StringComparison.Ordinal);
    }

    private void ImportBoth(bool oursLast)
    {
        string[] imports = oursLast ? [_importAz, Repository.Import] : [Repository.Import, _importAz];
        _shell.Run(string.Join('\n', imports)).Succeeded();
    }

    /// <summary>Who answers, when the name is run: the stub says so, ours has no session to work with.</summary>
    private string OwnerOf(string command)
    {
        var run = _shell.Run($"{command} -ResourceId /subscriptions/a1cd1034-135b-4ea3-af84-a54adf7a0ea0/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/s/privateEndpointConnections/one");
        return run.Output is [{ BaseObject: string stub }] ? stub
            : run.Errors is [var error] && error.FullyQualifiedErrorId.StartsWith("NotAKeyVaultConnection,", StringComparison.Ordinal) ? "AtlasCmk"
            : throw new InvalidOperationException(string.Join(" | ", run.Output.Concat<object>(run.Errors)));
    }
}
