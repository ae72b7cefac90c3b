using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Piped objects are processed in parallel and not mixed up.</summary>
public sealed class PipingTests
{
    [Theory]
    [InlineData("Get-AtlasAkvPrivateEndpoint", "Get-AtlasAkvPrivateEndpoint", "EndpointId")]
    [InlineData("Get-AtlasAkvPrivateEndpoint", "Get-AtlasAkvPrivateEndpointConnection", "EndpointId")]
    [InlineData("Get-AtlasAkvPrivateEndpoint", "Wait-AtlasAkvPrivateEndpoint", "EndpointId")]
    [InlineData("Get-AtlasClusterEncryption", "Get-AtlasClusterEncryption", "ClusterName")]
    public void Each_object_asks_for_itself(string source, string next, string id)
    {
        using var sandbox = SandboxWorld.AtStage("active");
        using var shell = Shell.ConnectedTo(sandbox);
        var ids = shell.Run(source).Succeeded(id);
        Assert.True(ids.Count > 1);

        var again = shell.Run($"{source} | {next}").Succeeded(id);

        Assert.Equal(ids.Order(), again.Order());
    }
}
