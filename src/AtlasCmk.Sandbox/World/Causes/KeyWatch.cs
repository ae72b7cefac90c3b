namespace AtlasCmk.Sandbox.World;

/// <summary>
/// Atlas validates a project's key when credentials change, when somebody reads the configuration, and at a fixed
/// interval; encrypted clusters stop when the key has become unusable and come back when it is usable again.
/// </summary>
internal sealed class KeyWatch(SandboxWorld world)
{
    private readonly KeyProbe _probe = new(world);

    public void Start() => world.After(world.Durations.ValidationInterval, () =>
    {
        world.Projects.ForEach(Validate);
        Start();
    });

    public KeyFinding Try(Project project, AzureKeyVaultSettings settings) => _probe.Try(project, settings);

    /// <summary>
    /// What <c>valid</c> says. It cannot be true under private networking before an endpoint is ACTIVE: nothing could
    /// have reached the vault. (Not documented; the other reading would be the last state seen over the public network.)
    /// </summary>
    public static bool IsValid(Project project) =>
        project.Encryption is { Azure: not null, LastFinding.IsValid: true }
        && (!project.Encryption.RequiresPrivateNetworking || project.HasActiveEndpoint);

    /// <summary>A read of the configuration is a probe. Under private networking its result comes later.</summary>
    public void Observe(Project project)
    {
        if (project.Encryption.RequiresPrivateNetworking)
        {
            ValidateSoon(project);
        }
        else
        {
            Validate(project);
        }
    }

    public void ValidateSoon(Project project)
    {
        if (project.Encryption.ValidationUnderWay)
        {
            return;
        }

        project.Encryption.ValidationUnderWay = true;
        world.After(world.Durations.Validation, () =>
        {
            project.Encryption.ValidationUnderWay = false;
            Validate(project);
        });
    }

    public void Validate(Project project)
    {
        if (project.Encryption.Azure is not { } settings)
        {
            project.Encryption.LastFinding = null;
            return;
        }

        PrivateWay.FindAgain(project);
        settings = Settle(project, settings);
        FollowLatest(project, settings);
        project.Encryption.LastFinding = _probe.Try(project, settings);
        foreach (var cluster in project.Clusters.Where(c => c.EncryptionAtRestProvider == "AZURE" || c.KeyIdentifier is not null))
        {
            Judge(cluster, _probe.Try(project, settings with { KeyIdentifier = cluster.KeyIdentifier ?? settings.KeyIdentifier }));
        }
    }

    /// <summary>How often Atlas looks for a newer version is not published: here it does whenever it validates.</summary>
    private void FollowLatest(Project project, AzureKeyVaultSettings settings)
    {
        if (KeyAddress.Parse(settings.KeyIdentifier) is not { Version: null } address || world.Keys.Find(address)?.Identifier is not { } latest || latest == project.Encryption.FollowedVersion)
        {
            return;
        }

        var isFirst = project.Encryption.FollowedVersion is null;
        project.Encryption.FollowedVersion = latest;
        if (!isFirst)
        {
            world.Clusters.RollOutKey(project);
        }
    }

    /// <summary>A candidate that can use the key takes the secret's place; one that cannot is forgotten; one that could not be tried waits.</summary>
    private AzureKeyVaultSettings Settle(Project project, AzureKeyVaultSettings settings)
    {
        if (settings.CandidateRoleId is null)
        {
            return settings;
        }

        var finding = _probe.Try(project, settings.WithCandidate());
        return project.Encryption.Azure = finding.Verdict switch
        {
            KeyVerdict.Unreachable => settings,
            _ when finding.IsValid => settings.WithCandidate(),
            _ => settings with { CandidateRoleId = null },
        };
    }

    /// <summary>An unreachable vault changes nothing: running processes hold their keys in memory, stopped ones cannot start.</summary>
    private static void Judge(Cluster cluster, KeyFinding finding)
    {
        if (finding.Verdict != KeyVerdict.Unreachable)
        {
            cluster.StoppedForKey = finding.Verdict == KeyVerdict.Unusable;
        }
    }
}
