using AtlasCmk.Tests.Fakes;

namespace AtlasCmk.Tests.Keys;

/// <summary>A project under a key with an old version in use and a newer one beside it, and clusters that follow a change.</summary>
internal sealed class RotationWorld
{
    public const string Old = Given.Key;
    public const string New = Given.OtherKey;

    private readonly List<AtlasCluster> _clusters = [];

    public RotationWorld()
    {
        World.Atlas.Encryption.Set(Given.Encryption());
        World.Atlas.Projects.Add(new(Given.ProjectId, "payments", "org", null, DateTimeOffset.UnixEpoch));
        World.KeyVault.KeyVersions.Set([Version(Old, 200), Version(New, 3)]);
        World.Atlas.OnChange = change => Take(change.KeyIdentifier!);
    }

    public World World { get; } = new();

    /// <summary>Whether Atlas can use a version, from so many seconds after the change.</summary>
    public Func<string, (double After, bool Valid)> Validates { get; set; } = _ => (5, true);

    public KeyVersion Version(string identifier, double ageInDays) => Given.KeyVersion(identifier, World.Time.GetUtcNow().AddDays(-ageInDays));

    /// <summary>Clusters that start so many seconds after the change, and take so long; 0 for one that does not start.</summary>
    public Dictionary<string, (double After, double Takes)> Rollouts { get; } = [];

    public void GivenCluster(string name, double startsAfter = 20, double takes = 300, Func<AtlasCluster, AtlasCluster>? with = null)
    {
        _clusters.Add((with ?? (c => c))(Given.Cluster(name, "AZURE")));
        Rollouts[name] = (startsAfter, takes);
        World.Atlas.Clusters.Set([.. _clusters]);
    }

    public KeyRotation? Rotate(string? key = null, bool newVersion = false, bool rollBack = false, double settling = 60, double timeout = 7200, NewKeyVersions? versions = null) =>
        World.Run(() => new RotateKey(World.Project, versions ?? new(), World.Answers).RunAsync(new(TimeSpan.FromSeconds(settling), TimeSpan.FromSeconds(timeout))
        {
            Key = key is null ? null : KeyIdentifierReading.ParseKey(key),
            NewVersion = newVersion,
            RollBackOnFailure = rollBack,
        }));

    /// <summary>What Atlas does when it gets a version.</summary>
    public void Take(string key)
    {
        var (after, valid) = Validates(key);
        World.Atlas.Encryption.Set(Given.Encryption(false, key: key)).After(after, Given.Encryption(valid, key: key));
        Roll();
    }

    private void Roll()
    {
        var timeline = World.Atlas.Clusters.Set([.. _clusters]);
        foreach (var moment in Rollouts.Values.Where(r => r.Takes > 0).SelectMany(r => new[] { r.After, r.After + r.Takes }).Distinct().Order())
        {
            timeline.After(moment, [.. _clusters.Select(c => c with { StateName = IsRunning(Rollouts[c.Name], moment) ? "UPDATING" : c.StateName })]);
        }
    }

    private static bool IsRunning((double After, double Takes) rollout, double moment) =>
        moment >= rollout.After && moment < rollout.After + rollout.Takes;
}
