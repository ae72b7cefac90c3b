using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>What a user can give as an ID or a region, and the error for a wrong value.</summary>
public sealed class ArgumentTests : IDisposable
{
    private readonly SandboxWorld _sandbox;
    private readonly Shell _shell;

    public ArgumentTests()
    {
        _sandbox = SandboxWorld.AtStage("active");
        _shell = Shell.ConnectedTo(_sandbox);
        _shell.Run("$project = Get-AtlasProject; $endpoint = Get-AtlasAkvPrivateEndpoint eastus2; $cluster = @(Get-AtlasClusterEncryption)[0]; $key = "
            + "Get-AtlasAkvKey; $connection = Get-AtlasAkvPrivateEndpointConnection -EndpointId $endpoint").Succeeded();
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    [Theory]
    [InlineData("Get-AtlasEncryptionAtRest $project", "ProjectId")]
    [InlineData("Get-AtlasEncryptionAtRest -ProjectId $endpoint, $project.ProjectId | ForEach-Object { $_ }", "ProjectId")]
    [InlineData("Get-AtlasAkvPrivateEndpoint -EndpointId $endpoint", "EndpointId")]
    [InlineData("Get-AtlasAkvPrivateEndpoint -EndpointId $connection", "EndpointId")]
    [InlineData("Get-AtlasClusterEncryption $cluster $project", "ClusterName")]
    [InlineData("Get-AtlasAkvKey -KeyIdentifier $key", "KeyIdentifier")]
    public void An_object_stands_for_its_id(string script, string property)
    {
        var source = property switch { "ProjectId" => "$project", "EndpointId" => "$endpoint", "ClusterName" => "$cluster", _ => "$key" };
        var wanted = Assert.Single(_shell.Run($"{source}.{property}").Succeeded()).ToString();

        Assert.All(_shell.Run(script).Succeeded(property), id => Assert.Equal(wanted, id));
    }

    [Theory]
    [InlineData("US_EAST_2")]
    [InlineData("us_east_2")]
    [InlineData("eastus2")]
    [InlineData("'East US 2'")]
    [InlineData("us_east_2, eastus2")]
    public void A_region_has_many_names(string typed) =>
        Assert.Equal(["US_EAST_2"], _shell.Run($"Get-AtlasAkvPrivateEndpoint -RegionName {typed}").Succeeded("RegionName"));

    [Fact]
    public void Atlas_gets_its_own_name_of_a_region_without_a_warning()
    {
        _sandbox.ForgetRequests();

        var run = _shell.Run("New-AtlasAkvPrivateEndpoint -RegionName 'East US 2', westeurope");

        Assert.Equal(["US_EAST_2", "EUROPE_WEST"], run.Succeeded("RegionName"));
        Assert.Empty(run.Warnings);
        Assert.Empty(_sandbox.Mutations());
    }

    [Theory]
    [InlineData("Get-AtlasAkvPrivateEndpoint -EndpointId $project", "EndpointId", "AtlasCmk.AtlasProject")]
    [InlineData("Get-AtlasEncryptionAtRest $cluster.Regions, ([System.Text.StringBuilder]::new())", "ProjectId", "")]
    [InlineData("Enable-AtlasClusterEncryption $endpoint", "ClusterName", "AtlasCmk.AkvPrivateEndpoint")]
    public void A_wrong_object_is_named_with_the_remedy(string script, string parameter, string type)
    {
        var error = _shell.Refuse(script);

        Assert.Contains("ParameterArgumentTransformationError", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"is not a {parameter}", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(type, error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"or an object with a {parameter}", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-AtlasAkvPrivateEndpoint NOWHERE", "RegionWithoutEndpoint", 0)]
    [InlineData("Get-AtlasAkvPrivateEndpoint US_EAST_2, US_EAST_3", "RegionWithoutEndpoint", 1)]
    [InlineData("Get-AtlasAkvPrivateEndpoint -EndpointId 000000000000000000000001", "EndpointUnknown", 0)]
    [InlineData("Get-AtlasAkvPrivateEndpointConnection -Name nosuch, pe-*", "ConnectionNotInVault", 3)]
    [InlineData("Get-AtlasAkvPrivateEndpointConnection -EndpointId '000000000000000000000001', $endpoint.EndpointId", "EndpointUnknown", 1)]
    [InlineData("Get-AtlasClusterEncryption nosuch", "ClusterUnknown", 0)]
    public void A_name_that_is_not_there_is_an_error_beside_what_is(string script, string errorId, int outputs)
    {
        var run = _shell.Run(script);

        var error = Assert.Single(run.Errors);
        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal(outputs, run.Output.Count);
    }

    [Theory]
    [InlineData("Get-AtlasAkvPrivateEndpoint NO*")]
    [InlineData("Get-AtlasAkvPrivateEndpoint US_EAST_2 -Status FAILED")]
    [InlineData("Get-AtlasAkvPrivateEndpointConnection -Name nosuch*")]
    [InlineData("Get-AtlasClusterEncryption nosuch*")]
    public void A_pattern_without_matches_selects_nothing(string script) => Assert.Empty(_shell.Run(script).Succeeded());
}
