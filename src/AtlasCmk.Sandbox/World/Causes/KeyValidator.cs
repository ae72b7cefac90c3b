namespace AtlasCmk.Sandbox.World;

/// <summary>
/// Atlas validates a project's key when credentials change, when the configuration is read, and at a fixed interval.
/// Encrypted clusters stop when the key becomes unusable, and start when it is usable again.
/// </summary>
internal sealed class KeyValidator(SandboxWorld world)
{
    private readonly KeyProbe _probe = new(world);

    public void Start() => world.After(world.Durations.ValidationInterval, () =>
    {
        foreach (var project in world.Projects)
        {
            Validate(project);
        }

        Start();
    });

    public KeyFinding Try(Project project, AzureKeyVaultSettings settings) => _probe.Try(project, settings);

    /// <summary>
    /// The value of <c>valid</c>. Under private networking it is not true before an endpoint is ACTIVE, because the vault is
    /// not reachable. (Assumption: it could also be the last state over the public network.)
    /// </summary>
    public static bool IsValid(Project project) =>
        project.Encryption is { Azure: not null, LastFinding.IsValid: true }
        && (!project.Encryption.RequiresPrivateNetworking || project.HasActiveEndpoint);

    /// <summary>Reading the configuration validates the key. Under private networking the result is available later.</summary>
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

        PrivateConnectivity.Restore(project);
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

    /// <summary>Moves to the latest enabled version. Assumption: Atlas checks for it at a validation, at a change and at a cluster's start.</summary>
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
    /// A running process has its key in memory and can move to the latest version. A stopped process can start only with
    /// its own version. (Assumption: Atlas's behavior is not published.)
    /// </summary>
    private static string? NeededBy(Cluster cluster, AzureKeyVaultSettings settings) =>
        cluster is { StoppedForKey: false, KeyIdentifier: { } own } && KeyAddress.Parse(settings.KeyIdentifier) is { Version: null } followed
            && KeyAddress.Parse(own) is { } key && followed == key with { Version = null }
            ? settings.KeyIdentifier
            : cluster.KeyIdentifier ?? settings.KeyIdentifier;

    /// <summary>A candidate role that can use the key replaces the secret. One that cannot is dropped. One that was not validated stays.</summary>
    private AzureKeyVaultSettings Settle(Project project, AzureKeyVaultSettings settings)
    {
        if (settings.CandidateRoleId is null)
        {
            return settings;
        }

        var finding = _probe.Try(project, settings.WithCandidate());
        return project.Encryption.Azure = finding.Validity switch
        {
            KeyValidity.Unreachable => settings,
            _ when finding.IsValid => settings.WithCandidate(),
            _ => settings with { CandidateRoleId = null },
        };
    }

    /// <summary>An unreachable vault changes nothing. Running processes have their keys in memory, and stopped processes cannot start.</summary>
    private static void Judge(Cluster cluster, KeyFinding finding)
    {
        if (finding.Validity != KeyValidity.Unreachable)
        {
            cluster.StoppedForKey = finding.Validity == KeyValidity.Unusable;
        }
    }
}
