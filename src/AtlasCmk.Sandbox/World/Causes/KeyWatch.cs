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
            (project.Encryption.IsKnownInvalid, project.Encryption.IsOutOfReach) = (false, false);
            return;
        }

        PrivateWay.FindAgain(project);
        settings = Settle(project, settings);
        FollowLatest(project);
        var finding = _probe.Try(project, settings);
        project.Encryption.LastFinding = finding;
        world.Feed.Validated(project, finding);
        foreach (var cluster in project.Clusters.Where(c => c.EncryptionAtRestProvider == "AZURE" || c.KeyIdentifier is not null))
        {
            Judge(cluster, _probe.Try(project, settings with { KeyIdentifier = NeededBy(cluster, settings) }));
        }
    }

    /// <summary>Takes up the latest enabled version. How often Atlas looks for it is not published: here at a validation, at a change and at a cluster's start.</summary>
    public void FollowLatest(Project project)
    {
        var encryption = project.Encryption;
        if (encryption.Azure is not { } settings || _probe.Resolve(project, settings)?.Identifier is not { } latest || latest == encryption.FollowedVersion)
        {
            return;
        }

        var isFirst = encryption.FollowedVersion is null;
        (encryption.FollowedVersion, encryption.FollowedSince) = (latest, world.Now);
        if (!isFirst)
        {
            world.Clusters.RollOutKey(project);
        }
    }

    /// <summary>
    /// A running process holds its key in memory and can move to the version that is the latest now; one that has stopped
    /// starts with its own version alone. (An assumption: what Atlas does is not published.)
    /// </summary>
    private static string? NeededBy(Cluster cluster, AzureKeyVaultSettings settings) =>
        cluster is { StoppedForKey: false, KeyIdentifier: { } own } && KeyAddress.Parse(settings.KeyIdentifier) is { Version: null } followed && KeyAddress.Parse(own) is { } key && followed == key with { Version = null }
            ? settings.KeyIdentifier
            : cluster.KeyIdentifier ?? settings.KeyIdentifier;

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
