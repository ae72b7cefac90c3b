using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;
using Microsoft.Extensions.Time.Testing;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>A world whose clock moves only when a test moves it.</summary>
internal sealed class TestWorld
{
    public TestWorld(SandboxOptions? options = null, string stage = "fresh")
    {
        World = new SandboxWorld(options ?? new SandboxOptions(), Clock);
        WorldStages.Apply(World, stage);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public SandboxWorld World { get; }

    public Project Project => World.Projects[0];

    public Vault Vault => Project.Vault;

    public VaultKeyVersion Key => Vault.Keys[0].Current;

    public Cluster Cluster(string name) => Project.FindCluster(name)!;

    /// <summary>Moves the clock, then looks, so that what was due has happened.</summary>
    public void Pass(TimeSpan time)
    {
        Clock.Advance(time);
        World.Do(() => { });
    }

    public AtlasEndpoint Endpoint(string region = "US_EAST_2") => World.Do(() => Project.Endpoints.Single(e => e.RegionName == region));

    /// <summary>The argument as an object to serialize, or as JSON.</summary>
    public JsonObject Command(string name, object? argument = null) =>
        WorldCommands.Execute(World, name, argument is string json ? JsonElement.Parse(json) : JsonSerializer.SerializeToElement(argument ?? new { }));
}
