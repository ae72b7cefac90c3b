using System.Text.Json.Nodes;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

public sealed class JobTests
{
    [Theory]
    [InlineData("Approve-AzPrivateEndpointConnection")]
    [InlineData("Approve-AtlasAkvPrivateEndpointConnection")]
    public void One_line_creates_approves_and_awaits(string approve)
    {
        using var sandbox = SandboxWorld.AtStage("private");
        using var shell = Shell.ConnectedTo(sandbox);

        var run = shell.Run($"New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL -Wait | {approve} | Wait-AtlasAkvPrivateEndpoint");

        Assert.All(run.Succeeded("Status"), s => Assert.Equal("ACTIVE", s));
        Assert.Equal(["US_CENTRAL", "US_EAST_2"], run.Succeeded("RegionName").Order());
        Assert.Empty(run.Warnings);
        Assert.NotEmpty(run.Progress);
        Assert.Equal(["POST", "POST", "PUT", "PUT"], sandbox.Mutations().Select(r => r.Method).Order());
        Assert.All(Connections(sandbox), c => Assert.Equal("Approved", (string)c!["status"]!));
    }

    [Fact]
    public void The_quickstart_runs_in_another_shell_beside_a_serving_Sandbox()
    {
        using var sandbox = SandboxWorld.Start();
        using var shell = new Shell();
        shell.Set("Sandbox", sandbox.File);
        var before = sandbox.Picture()["projects"]!;

        shell.Run($"& '{Repository.Quickstart}' -Sandbox $Sandbox").Succeeded();

        Assert.True(JsonNode.DeepEquals(WithoutSnapshots(before), WithoutSnapshots(sandbox.Picture()["projects"]!)), "The project is not as it was.");
        Assert.Equal(3, sandbox.Requests().Count(r => r is { Method: "POST", Face: "atlas" }));
        Assert.Empty(shell.Run("Get-AtlasSession").Succeeded());
    }

    [Fact]
    public void A_wait_writes_every_status_to_the_information_stream()
    {
        using var sandbox = SandboxWorld.AtStage("private", "--provisioning", "15000");
        using var shell = Shell.ConnectedTo(sandbox);

        var run = shell.Run("New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2 | Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE");

        run.Succeeded();
        Assert.All(run.Information, i => Assert.Equal(["AtlasCmk", "Status"], i.Tags));
        Assert.Equal(["INITIATING", "INITIATING → PENDING_ACCEPTANCE"], run.Information.Select(i => $"{i.MessageData}".Split(" after ")[0].Split(": ")[1]));
    }

    private static JsonArray Connections(SandboxWorld sandbox) => sandbox.Picture()["vaults"]![0]!["connections"]!.AsArray();

    /// <summary>A cluster keeps the snapshots that were made meanwhile.</summary>
    private static JsonNode WithoutSnapshots(JsonNode projects)
    {
        foreach (var cluster in projects.AsArray().SelectMany(p => p!["clusters"]!.AsArray()))
        {
            cluster!.AsObject().Remove("snapshots");
            cluster.AsObject().Remove("snapshotsByKey");
        }

        return projects;
    }
}
