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

    /// <summary>Twelve commands, each with its own object, that all look before any of them creates a version.</summary>
    private KeyRotation?[] RotateTwelveTimes(Func<NewKeyVersions> versions)
    {
        var request = new RotationRequest(TimeSpan.Zero, TimeSpan.FromHours(1)) { NewVersion = true };
        return World.Run(() => Task.WhenAll(Enumerable.Range(0, 12).Select(_ => new RotateKey(World.Project, versions(), new SlowAnswers(World.Time)).RunAsync(request))));
    }

    [Fact]
    public void Commands_of_one_process_wait_for_each_other_and_create_one_version()
    {
        var locks = new ConcurrentDictionary<string, AsyncLock>();

        var results = RotateTwelveTimes(() => new(locks));

        Assert.Single(results.Select(r => r!.NewKeyIdentifier).Distinct());
        Assert.Equal((1, 2), (World.Count("POST"), Versions.Count));
    }

    [Fact]
    public void Processes_cannot_wait_for_each_other_but_all_use_one_version_and_name_the_others()
    {
        var results = RotateTwelveTimes(() => new());

        Assert.Equal(12, World.Count("POST"));
        var used = Assert.Single(results.Select(r => r!.NewKeyIdentifier).Distinct());
        Assert.Equal(11, World.Log.Warnings.Count(w => w.StartsWith($"Another run created the version {used} ", StringComparison.Ordinal)));
        Assert.Equal(used, World.Atlas.Encryption.Now.KeyIdentifier);
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
    public void The_result_does_not_rule_out_another_new_version_if_the_list_is_incomplete()
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
        Assert.Contains("unknown whether another run", Assert.Single(World.Log.Warnings), StringComparison.Ordinal);
    }

    /// <summary>A caller who takes a second to say yes.</summary>
    private sealed class SlowAnswers(TimeProvider time) : IConfirmation
    {
        public Task<bool> ShouldProcessAsync(string target, string action) => YesAsync();

        public Task<bool> ShouldContinueAsync(string question, string caption, IReadOnlyList<string>? table = null, string? typed = null) => YesAsync();

        private async Task<bool> YesAsync()
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time);
            return true;
        }
    }
}
