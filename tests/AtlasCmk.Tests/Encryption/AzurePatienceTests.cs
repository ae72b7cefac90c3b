using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Encryption;

/// <summary>How long a change waits for Azure to answer the questions about the key.</summary>
public sealed class AzurePatienceTests
{
    private const int Speed = 20;

    private readonly World _world = new();
    private readonly ProjectContext _project;

    public AzurePatienceTests()
    {
        var (connection, clock) = (new FakeConnection(_world), new ScaledClock(_world.Time, _world.Time.GetUtcNow(), Speed));
        _project = new SessionContext(connection, _world.Log, clock, default).Project(Given.ProjectId);
        _world.KeyVault.Hold(Given.OtherKey);
        _world.KeyVault.Settings.Set(new(Given.Vault, Given.Tenant) { VaultUri = new("https://kv-atlas.vault.azure.net/"),
            AccessPolicies = [new(Given.Tenant, FakeEntra.Atlas.ObjectId, null, ["get", "encrypt", "decrypt"])] });
    }

    private static KeyChange Change => new(Given.Encryption(), new() { ClientId = Given.Tenant, ClientSecret = Requests.Secret }) { AtlasObjectId = FakeEntra.Atlas.ObjectId };

    /// <summary>Unlike a delay, it also ends inside the tick of the clock that cancels it.</summary>
    private void AnswerAfter(double seconds) => _world.KeyVault.OnTheWay = async () =>
    {
        var answer = new TaskCompletionSource();
        await using var timer = _world.Time.CreateTimer(_ => answer.TrySetResult(), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
        await using var stop = _world.KeyVault.Cancellation.Register(() => answer.TrySetCanceled());
        await answer.Task;
    };

    /// <summary>Azure's answers take their time on the machine, however fast the world's clock runs.</summary>
    [Fact]
    public void It_is_measured_on_the_machine()
    {
        AnswerAfter(10);

        Assert.Null(_world.Run(() => new KeyRightsCheck(_project).FindRefusalAsync(Change)));
        Assert.NotNull(_world.Run(() => new KeyVersionCheck(_project).CheckWhereShownAsync(KeyIdentifierReading.Parse(Given.OtherKey), Given.Vault)));
        Assert.Empty(_world.Log.Warnings);
    }

    [Fact]
    public void Its_end_also_ends_the_requests()
    {
        AnswerAfter(3600);

        Assert.Null(_world.Run(() => new KeyRightsCheck(_project).FindRefusalAsync(Change)));
        Assert.Contains("Azure did not answer within 30 s", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
        Assert.InRange(_world.Elapsed.TotalSeconds, 30, 31);
        Assert.True(_world.KeyVault.Cancellation.IsCancellationRequested);
    }

    /// <summary>Another project of the command asks it too.</summary>
    [Fact]
    public void A_sign_in_that_takes_longer_goes_on_for_the_other_projects()
    {
        _world.Entra.OnTheWay = () => Task.Delay(TimeSpan.FromSeconds(45), _world.Time);

        _world.Run(() => new KeyRightsCheck(_project).FindRefusalAsync(Change));
        _world.Run(() => new KeyRightsCheck(_project.Session.Project("66c9e8f1dd6c9960802420ea")).FindRefusalAsync(Change));

        Assert.Single(_world.Log.Warnings);
        Assert.Equal(1, _world.Count("sign in"));
    }
}
