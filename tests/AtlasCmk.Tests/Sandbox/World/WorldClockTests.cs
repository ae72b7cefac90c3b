using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class WorldClockTests
{
    private static readonly SandboxOptions s_fast = new() { Speed = 100, Provisioning = TimeSpan.FromSeconds(150) };

    [Fact]
    public void A_fast_world_does_in_seconds_what_takes_minutes()
    {
        var world = new TestWorld(s_fast, "private");
        world.World.Do(() => world.World.Endpoints.Create(world.Project, "US_EAST_2"));

        world.Pass(TimeSpan.FromSeconds(1.4));
        Assert.Equal("INITIATING", world.Endpoint().Status);
        world.Pass(TimeSpan.FromSeconds(0.1));

        Assert.Equal("PENDING_ACCEPTANCE", world.Endpoint().Status);
        Assert.Equal(world.World.Clock.Origin.AddSeconds(150), world.World.Now);
    }

    [Fact]
    public async Task The_description_says_what_a_session_needs_to_show_the_same_time()
    {
        var machine = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await SandboxServer.StartAsync(s_fast, machine);
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, server.Description.ToJson());
            var session = AtlasCmk.Clients.SandboxFile.Read(path, machine).Options.Time;

            machine.Advance(TimeSpan.FromMinutes(7));

            Assert.Equal(server.World.Now, session.GetUtcNow());
            Assert.Equal(server.World.Clock.Origin.AddMinutes(700), session.GetUtcNow());
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Microsoft's libraries renew a token when an hour of the machine has passed.</summary>
    [Fact]
    public async Task An_azure_token_lasts_its_hour_on_the_machine()
    {
        var machine = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await SandboxServer.StartAsync(s_fast, machine);
        var token = server.Tokens.Read(server.Tokens.Issue(server.World.Tenant.AtlasApplication, server.Tokens.ArmAudience))!;

        machine.Advance(TimeSpan.FromMinutes(59));
        Assert.True(token.Expires > server.World.Now);
        machine.Advance(TimeSpan.FromMinutes(2));

        Assert.True(token.Expires < server.World.Now);
    }
}
