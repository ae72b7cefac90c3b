using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Az.Network has a cmdlet of the same name: the module that was imported last owns the bare name, and each can be named in full.</summary>
public sealed class NameCollisionTests : IDisposable
{
    private const string Storage = "/subscriptions/a1cd1034-135b-4ea3-af84-a54adf7a0ea0/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/store/privateEndpointConnections/one";

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
    public void Without_Az_another_resource_type_is_refused_by_name(string command, string verb)
    {
        using var environment = new EnvironmentVariables { ["PSModulePath"] = _folder["nothing"] };
        _shell.Run(Repository.Import).Succeeded();
        var error = _shell.Refuse($"{command} -ResourceId {Storage}");
        Assert.Contains("Microsoft.Storage/storageAccounts/store", error.DisplayText(), StringComparison.Ordinal);
        Assert.Contains($@"Az.Network\{verb}-AzPrivateEndpointConnection", error.DisplayText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"-ResourceId {Storage}")]
    [InlineData($"-ResourceId '{Storage} '")]
    [InlineData($"-ResourceId {Storage} -Description 'Change 4711' -DefaultProfile $profile")]
    [InlineData("-Name one -ServiceName store -ResourceGroupName rg -PrivateLinkResourceType Microsoft.Storage/storageAccounts")]
    public void Another_resource_type_is_passed_on_with_exactly_the_given_parameters(string arguments)
    {
        ImportBoth(oursLast: true);
        _shell.Set("profile", new object());

        var expected = Assert.Single(_shell.Run($@"Az.Network\Approve-AzPrivateEndpointConnection {arguments.Replace("one '", "one'", StringComparison.Ordinal)}").Succeeded());
        var run = _shell.Run($"Approve-AzPrivateEndpointConnection {arguments}");

        Assert.Equal(Said(expected), Said(Assert.Single(run.Succeeded())));
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public void Piped_items_are_passed_on_one_by_one_and_keep_their_order_and_errors()
    {
        ImportBoth(oursLast: true);

        var run = _shell.Run($"'{Storage}', [pscustomobject]@{{ Id = '{Storage}2' }}, '{Storage[..^3]}refused', [pscustomobject]@{{ ResourceId = "
            + $"'{Storage}3' }} | Approve-AzPrivateEndpointConnection");

        Assert.Equal([Storage, Storage + "2", Storage + "3"], run.Output.Select(o => o.Properties["ResourceId"].Value));
        Assert.StartsWith("AzRefuses,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subscription_becomes_part_of_the_ID_because_Az_has_no_parameter_for_it()
    {
        ImportBoth(oursLast: true);
        var run = _shell.Run("Approve-AzPrivateEndpointConnection -Name one -ServiceName store -ResourceGroupName rg -PrivateLinkResourceType "
            + "Microsoft.Storage/storageAccounts -SubscriptionId a1cd1034-135b-4ea3-af84-a54adf7a0ea0");
        Assert.Equal(Storage, Assert.Single(run.Succeeded()).Properties["ResourceId"].Value);
    }

    [Fact]
    public void Under_WhatIf_the_cmdlet_of_Az_is_not_called_and_Confirm_asks()
    {
        using var asking = new Shell(import: false, answer: _ => false);
        asking.Run(_importAz + "\n" + Repository.Import).Succeeded();

        Assert.Empty(asking.Run($"Approve-AzPrivateEndpointConnection -ResourceId {Storage} -WhatIf").Succeeded());
        Assert.Empty(asking.Questions);
        Assert.Empty(asking.Run($"Approve-AzPrivateEndpointConnection -ResourceId {Storage} -Confirm").Succeeded());
        Assert.Contains(Storage, Assert.Single(asking.Questions), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Approve-AzPrivateEndpointConnection")]
    [InlineData(@"AtlasCmk\Approve-AzPrivateEndpointConnection")]
    public void With_both_modules_installed_a_script_for_Az_continues_to_work(string command)
    {
        _folder.Copy(Path.Combine(Repository.Root, "module"), Path.Combine("AtlasCmk", "module"));
        File.Copy(Repository.Manifest, _folder[Path.Combine("AtlasCmk", "AtlasCmk.psd1")]);

        Assert.Equal(["Az.Network"], FreshProcess.Run($"{command} -ResourceId {Storage}", modules: _folder.Root));
    }

    [Fact]
    public void The_twin_decides_on_key_vaults_alone()
    {
        ImportBoth(oursLast: true);
        Assert.StartsWith("NotAKeyVaultConnection,", _shell.Refuse($"Approve-AtlasAkvPrivateEndpointConnection -ResourceId {Storage}").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static string Said(PSObject output) => string.Join(' ', output.Properties.Where(p => p is PSNoteProperty).OrderBy(p => p.Name).Select(p => $"{p.Name}={p.Value}"));

    private void ImportBoth(bool oursLast)
    {
        string[] imports = oursLast ? [_importAz, Repository.Import] : [Repository.Import, _importAz];
        _shell.Run(string.Join('\n', imports)).Succeeded();
    }

    private string OwnerOf(string command) => (string)_shell.Run($"(Get-Command {command}).ModuleName").Succeeded()[0].BaseObject is var name
        && name.StartsWith("AtlasCmk", StringComparison.Ordinal) ? "AtlasCmk" : name;
}
