using System.Collections.Concurrent;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>Several want a new version of one key at the same moment.</summary>
public sealed class NewKeyVersionRaceTests
{
    private readonly RotationWorld _rotation = new();

    public NewKeyVersionRaceTests() => World.KeyVault.KeyVersions.Set([_rotation.Version(RotationWorld.Old, 200)]);

    private World World => _rotation.World;

    private IReadOnlyList<KeyVersion> Versions => World.KeyVault.KeyVersions.Now;

    /// <summary>Twelve commands in one process, each with its own object, and answers that take a while.</summary>
    [Fact]
    public void Commands_of_one_process_take_turns_and_create_one_version()
    {
        World.KeyVault.OnTheWay = () => Task.Delay(TimeSpan.FromSeconds(1), World.Time);
        var turns = new ConcurrentDictionary<string, Turns>();
        var request = new RotationRequest(TimeSpan.Zero, TimeSpan.FromHours(1)) { NewVersion = true };

        var results = World.Run(() => Task.WhenAll(Enumerable.Range(0, 12).Select(_ => new RotateKey(World.Project, new(turns), World.Answers).RunAsync(request))));

        Assert.Single(results.Select(r => r!.NewKeyIdentifier).Distinct());
        Assert.Equal((1, 2), (World.Count("POST"), Versions.Count));
    }

    /// <summary>Another process creates a version in the same moment: Azure can neither prevent it nor say who asked.</summary>
    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void Two_processes_choose_the_version_that_was_first_and_say_so(int secondsEarlier, bool isOther)
    {
        World.Keys.OnArrival = request =>
        {
            if (request.StartsWith("POST", StringComparison.Ordinal))
            {
                World.KeyVault.KeyVersions.Set([.. Versions, _rotation.Version(RotationWorld.New, -secondsEarlier / 86400.0)]);
            }
        };

        var used = _rotation.Rotate(newVersion: true)!.NewKeyIdentifier;

        Assert.Equal(isOther, used == RotationWorld.New);
        Assert.Equal(isOther ? 1 : 0, World.Log.Warnings.Count(w => w.StartsWith("Another run created", StringComparison.Ordinal)));
        World.Keys.OnArrival = _ => { };
        Assert.Equal(used, _rotation.Rotate(newVersion: true)!.NewKeyIdentifier);
        Assert.Equal(1, World.Count("POST"));
    }

    [Fact]
    public void That_nobody_else_created_a_version_is_not_claimed_where_the_list_does_not_show_it()
    {
        World.Keys.OnTheWayBack = request =>
        {
            if (request.StartsWith("POST", StringComparison.Ordinal))
            {
                var made = Versions;
                World.KeyVault.KeyVersions.Set([made[0]]).After(100, made);
            }
        };

        Assert.NotNull(_rotation.Rotate(newVersion: true));
        Assert.Contains("not known whether another run", Assert.Single(World.Log.Warnings), StringComparison.Ordinal);
    }
}
