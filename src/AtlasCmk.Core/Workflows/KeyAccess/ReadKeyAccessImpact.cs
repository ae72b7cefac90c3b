using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Finds what stops when Atlas can no longer use a key. What cannot be read is reported too.</summary>
/// <param name="project">The project. Null without Atlas.</param>
/// <param name="azure">Azure.</param>
/// <param name="taken">The disabled key versions, if versions are disabled.</param>
internal sealed class ReadKeyAccessImpact(ProjectContext? project, SessionContext azure, IReadOnlyCollection<KeyIdentifier> taken)
{
    private readonly List<string> _unknown = [];
    private readonly HashSet<string> _read = [];

    public async Task<KeyAccessImpact> RunAsync(KeyAccessTarget target)
    {
        var impact = project is null ? KeyAccessImpact.NotAsked with { FallBacks = await OfAnyFollowerAsync(target).ConfigureAwait(false) } : await OfAtlasAsync(project, target).ConfigureAwait(false);
        var neighbors = Known(await new KeyNeighbors(azure).FindAsync(target).ConfigureAwait(false));
        var hidden = Known(await new HiddenAccess(azure).FindAsync(target).ConfigureAwait(false));
        return impact with { Others = [.. impact.Others, .. neighbors ?? []], Unknown = [.. impact.Unknown, .. _unknown.Distinct()], MayRemain = hidden
            ?? [], MayEnd = await EndAsync(target).ConfigureAwait(false) };
    }

    /// <summary>A version that the vault creates automatically is enabled, and Atlas uses it.</summary>
    private async Task<string?> EndAsync(KeyAccessTarget target)
    {
        if (!target.TakesEveryVersion)
        {
            return null;
        }

        var policy = await ReadResult.FromAsync(() => azure.Keys.HasRotationPolicyAsync(target.Vault, target.Key!.KeyName, azure.Cancellation)).ConfigureAwait(false);
        return !policy.IsKnown ? $"it is unknown whether the key {target.Key!.KeyName} has a rotation policy ({policy.Reason.TrimEnd('.')}), whose next version Atlas would use"
            : policy.Value ? $"the key {target.Key!.KeyName} has a rotation policy, and Atlas would use the next version that it creates"
            : null;
    }

    private async Task<KeyAccessImpact> OfAtlasAsync(ProjectContext of, KeyAccessTarget target)
    {
        var reading = new ReadKeyUsage(new([of.ProjectId]) { OfVaultOnly = true }, of.Session);
        var listing = ReadResult.FromAsync(() => of.Atlas.ListClustersAsync(of.ProjectId, of.Cancellation));
        var settings = Known(await ReadResult.FromAsync(reading.SettingsAsync).ConfigureAwait(false)) ?? [];
        var own = settings.FirstOrDefault(s => s.ProjectId == of.ProjectId)?.Settings;
        var shared = settings.Where(s => s.ProjectId != of.ProjectId && SharedKey.IsShared(target, taken, own, s.Settings)).ToList();
        var followers = target is { Method: KeyAccessMethod.KeyVersion, TakesEveryVersion: false } ? shared.Where(s => s.Settings!.FollowsLatestVersion).ToList() : [];
        var impact = followers.Count == 0 ? null : await FollowerImpactAsync(target).ConfigureAwait(false);
        var sharing = impact is { Stops: false } ? shared.Except(followers).ToList() : shared;
        var usages = await UsagesAsync(of, reading, target, shared).ConfigureAwait(false);
        _unknown.AddRange(settings.Where(s => s.Unread is not null).Select(s => s.ProjectId is { } id ? $"project {id}: {s.Unread}" : s.Unread!));
        _unknown.AddRange(settings.Where(s => s.ProjectId != of.ProjectId && s.Settings is { Enabled: true, Key: null } other && other.Uses(target.Vault) is not false)
            .Select(s => $"which key project {s.ProjectId} uses: Atlas {(s.Settings!.KeyIdentifier is { } text ? $"names it '{text}'" : "does not name it")}"));

        // Unread settings of a project are repeated in the usages of every version.
        var known = settings.Where(s => s.Unread is not null).Select(s => s.ProjectId).ToHashSet();
        _unknown.AddRange(usages.Where(u => u.Kind == UsageKind.Unread && !known.Contains(u.ProjectId!))
            .Select(u => $"{(u.ClusterName is { } name ? $"cluster {name}" : "clusters and backups")} of project {u.ProjectId}: {u.Evidence}"));
        var notRead = settings.Where(s => s.Settings is not null && !_read.Contains(s.ProjectId!)).ToLookup(s => s.Settings!.Uses(target.Vault) is false, s => s.ProjectId!);
        _unknown.AddRange(notRead[false].Select(id => $"the {(id == of.ProjectId ? "" : "clusters and ")}backups of project {id}, which were not read"));

        var clusters = Known(await listing.ConfigureAwait(false));
        // A changing cluster that is not shown as encrypted may still be leaving the key.
        _unknown.AddRange((clusters ?? []).Where(c => c is { IsEncryptedWithAzure: false, Kind: ClusterKind.Dedicated } && c.StateName != "IDLE")
            .Select(c => $"whether cluster {c.Name} ({c.StateName}) has left the key"));
        var perhaps = (clusters ?? []).Where(c => c is { IsEncryptedWithAzure: false, MayBeEncryptedWithAzure: true }).ToList();
        _unknown.AddRange(perhaps.Select(c => $"whether cluster {c.Name} uses the key (encryptionAtRestProvider '{c.EncryptionAtRestProvider}')"));
        _unknown.AddRange(usages.Where(u => u.Kind == UsageKind.Cluster && u.ProjectId == of.ProjectId && clusters?.All(c => c.Name != u.ClusterName) is true)
            .Select(u => $"whether cluster {u.ClusterName} runs, because only one of two lists contains it"));
        _unknown.AddRange(followers.Where(_ => impact is { Unknown: not null })
            .Select(f => $"whether {SharedKey.Describe(target, f, usages).Description}, stops or falls back to another version: {impact!.Unknown}"));
        return new()
        {
            ProjectId = of.ProjectId,
            Clusters = clusters?.Where(c => c.IsEncryptedWithAzure).ToList(),
            Perhaps = perhaps,
            NotRead = [.. notRead[true]],
            IsKeyInvalid = own?.Valid is false,
            Backups = [.. usages.Where(u => u.Kind is UsageKind.Snapshot or UsageKind.DeletedClusterSnapshot or UsageKind.PointInTime)],
            Sharing = [.. sharing.Select(s => SharedKey.Describe(target, s, usages))],
            Others = [.. SharedKey.Following(of.ProjectId, impact is { FallsBack: null, Unknown: null } ? sharing : shared, usages)],
            FallBacks = impact is { FallsBack: { } older } ? [.. followers.Select(f => SharedKey.Describe(target, f, usages, older))] : [],
        };
    }

    /// <summary>Disabling a version affects only that version. Removing rights affects all versions.</summary>
    private async Task<IReadOnlyList<KeyUsage>> UsagesAsync(ProjectContext of, ReadKeyUsage reading, KeyAccessTarget target, IEnumerable<ProjectSettings> sharing)
    {
        List<KeyIdentifier> versions = target.Method == KeyAccessMethod.KeyVersion ? [.. taken] : target.Key is { FollowsLatest: false } used ? [used] : [];
        if (target.Method != KeyAccessMethod.KeyVersion)
        {
            foreach (var name in sharing.Select(s => s.Settings!.Key).OfType<KeyIdentifier>().Append(target.Key!).Select(k => k.KeyName).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                versions.AddRange((Known(await ReadResult.FromAsync(() => of.KeyVault.ListKeyVersionsAsync(target.Vault, name, of.Cancellation)).ConfigureAwait(false)) ?? [])
                    .Select(v => v.Identifier));
            }
        }

        var usages = new List<KeyUsage>();
        foreach (var version in versions.DistinctBy(v => v.Text, StringComparer.OrdinalIgnoreCase))
        {
            var report = Known(await ReadResult.FromAsync(() => reading.RunAsync(version, null)).ConfigureAwait(false));
            usages.AddRange(report?.Usages ?? []);
            _read.UnionWith(report?.ProjectsRead ?? []);
        }

        // The same item can certainly need one version, and possibly another.
        return [.. usages.OrderBy(u => u.Sureness).DistinctBy(u => (u.ProjectId, u.Kind, u.ClusterName, u.SnapshotId))];
    }

    private async Task<FollowerImpact> FollowerImpactAsync(KeyAccessTarget target) =>
        FollowerImpact.Of(await ReadResult.FromAsync(() => azure.KeyVault.ListKeyVersionsAsync(target.Vault, target.Key!.KeyName, azure.Cancellation)).ConfigureAwait(false),
            taken, azure.Time.GetUtcNow());

    /// <summary>Atlas shows which projects follow the key. Azure shows the version that they would fall back to.</summary>
    private async Task<IReadOnlyList<AffectedProject>> OfAnyFollowerAsync(KeyAccessTarget target)
    {
        var impact = target is { Method: KeyAccessMethod.KeyVersion, TakesEveryVersion: false } ? await FollowerImpactAsync(target).ConfigureAwait(false) : null;
        _unknown.AddRange(impact is { Unknown: { } why } ? [$"what happens to projects that name the key {target.Key!.KeyName} without a version: {why}"] : Array.Empty<string>());
        return impact is { FallsBack: { } older }
            ? [new(target.Vault.Name, null, $"each project that names the key {older.KeyName} without a version, which would fall back to {older.KeyName}/{older.Version}")] : [];
    }

    private T? Known<T>(ReadResult<T> fact)
    {
        if (!fact.IsKnown)
        {
            _unknown.Add(fact.Reason.TrimEnd('.'));
        }

        return fact.Value;
    }
}

/// <summary>Finds other identities that could also give Atlas's identity access, because Azure Resource Manager does not show group members.</summary>
internal sealed class HiddenAccess(SessionContext azure)
{
    private static readonly string[] s_uses = ["encrypt", "decrypt"];

    /// <summary>The object IDs that may be groups of Atlas's identity, with their access. A disabled version is lost for all identities.</summary>
    public Task<ReadResult<IReadOnlyList<KeyUser>>> FindAsync(KeyAccessTarget target) => ReadResult.FromAsync(async () => target.Method switch
    {
        KeyAccessMethod.AccessPolicy => Policies(await azure.VaultAsync(target.Vault).ConfigureAwait(false), target),
        KeyAccessMethod.RoleAssignment => await GroupsAsync(target).ConfigureAwait(false),
        _ => [],
    });

    /// <summary>An access policy has an object ID, but does not show whether it is a group.</summary>
    private static IReadOnlyList<KeyUser> Policies(KeyVaultSettings vault, KeyAccessTarget target) =>
        [.. from policy in vault.AccessPolicies
            where policy.ApplicationId is null && !policy.ObjectId.Equals(target.ObjectId, StringComparison.OrdinalIgnoreCase)
            let uses = s_uses.Where(policy.Allows).ToList()
            where uses.Count > 0
            select new KeyUser(policy.ObjectId, string.Join(", ", uses))];

    private async Task<IReadOnlyList<KeyUser>> GroupsAsync(KeyAccessTarget target)
    {
        var assignments = await azure.KeyVault.ListRoleAssignmentsAtAsync(target.Vault, target.KeyScope, azure.Cancellation).ConfigureAwait(false);
        var groups = await new VaultRoles(azure).ResolveAsync(target.Vault, [.. assignments.Where(a => a.PrincipalType is null or "Group")]).ConfigureAwait(false);
        return [.. groups.Where(g => RoleRights.EncryptsOrDecrypts(g.Definition) && !g.Assignment.PrincipalId.Equals(target.ObjectId, StringComparison.OrdinalIgnoreCase))
            .Select(g => new KeyUser(g.Assignment.PrincipalId, g.Definition.RoleName))];
    }
}

/// <summary>Who else loses the removed rights, according to Azure.</summary>
internal sealed class KeyNeighbors(SessionContext azure)
{
    public async Task<ReadResult<IReadOnlyList<string>>> FindAsync(KeyAccessTarget target)
    {
        var isVersion = target.Method == KeyAccessMethod.KeyVersion;
        var seen = await ReadResult.FromAsync(() => isVersion ? OtherUsersAsync(target) : OtherKeysAsync(target)).ConfigureAwait(false);
        return seen.IsKnown ? seen : ReadResult.Unknown<IReadOnlyList<string>>($"{(isVersion ? $"who else uses the key {target.Key!.KeyName}" : "which keys Atlas's identity loses")} in "
            + $"the vault {target.Vault.Name}: {seen.Reason}", seen.Failure);
    }

    /// <summary>One of the identities is Atlas, so a single identity is Atlas.</summary>
    private async Task<IReadOnlyList<string>> OtherUsersAsync(KeyAccessTarget target)
    {
        var users = (await new KeyUsers(azure).ListAsync(target).ConfigureAwait(false)).Where(u => !u.Is(target.KnownObjectId)).ToList();
        return users.Count == 0 || (target.KnownObjectId is null && users.Count == 1) ? []
            : [$"everything else that uses the key {target.Key!.KeyName} of the vault {target.Vault.Name}, to which these have access: "
            + $"{string.Join(", ", users)}{(target.KnownObjectId is null ? "; one of them is Atlas" : "")}"];
    }

    private async Task<IReadOnlyList<string>> OtherKeysAsync(KeyAccessTarget target)
    {
        var names = (await azure.Keys.ListKeysAsync(target.Vault, azure.Cancellation).ConfigureAwait(false)).Where(k => !k.Equals(target.Key?.KeyName, StringComparison.OrdinalIgnoreCase)).ToList();
        return names.Count == 0 ? [] : [$"everything for which Atlas uses {(target.Key is null ? "the keys" : "the other keys")} of the vault {target.Vault.Name}: {string.Join(", ", names)}"];
    }
}
