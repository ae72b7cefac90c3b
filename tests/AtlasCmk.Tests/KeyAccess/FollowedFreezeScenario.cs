using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>A project that names its key without a version, of which four versions are there, and three enabled.</summary>
public abstract class FollowedFreezeScenario
{
    private protected const string Place = "kv-atlas/keys/atlas-cmk/";
    private protected const string Second = Given.OtherKey;

    protected FollowedFreezeScenario()
    {
        World.Atlas.Encryption.Set(Given.Encryption(key: Key));
        var now = World.Time.GetUtcNow();
        World.KeyVault.KeyVersions.Set(
        [
            Given.KeyVersion(Third, now.AddDays(-10)),
            Given.KeyVersion(Given.Key, now.AddDays(-100)),
            Given.KeyVersion(Disabled, now.AddDays(-30)) with { Enabled = false },
            Given.KeyVersion(Second, now.AddDays(-50)),
        ]);
    }

    private protected static string Key { get; } = Given.Key[..Given.Key.LastIndexOf('/')];

    private protected static string Third { get; } = $"{Key}/33333333333333333333333333333333";

    private protected static string Disabled { get; } = $"{Key}/dddddddddddddddddddddddddddddddd";

    private protected FreezeWorld Freeze { get; } = new();

    private protected World World => Freeze.World;

    private protected IEnumerable<string> Enabled => World.KeyVault.KeyVersions.Now.Where(v => v.Enabled is true).Select(v => v.Identifier.Text);

    private protected IEnumerable<string> Changes => World.Journal.Where(e => e.StartsWith("PATCH", StringComparison.Ordinal));

    private protected static string Version(string key) => key[(key.LastIndexOf('/') + 1)..];

    private protected static string Subject(string key) => $"atlas-cmk/{Version(key)}";

    private protected static AtlasCmkException Refusal(Action run) => Assert.ThrowsAny<AtlasCmkException>(run);

    private protected static AzureApiException Failure(string words) => new(AzureErrors.AzureServerError, words, "Try again.", null, 500, null);

    private protected void FailAt(string key) => World.Keys.OnArrival = request => _ = request == $"PATCH {Place}{Version(key)} disabled" ? throw Failure("Azure failed.") : 0;
}
