using System.Collections.Concurrent;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Rotation;

/// <summary>Creates as few new key versions as possible. A recent existing version is reused, and a lost response is settled by reading the list.</summary>
/// <remarks>
/// One object is used for a whole command, so that projects that share a key share its new version. Commands of a process wait for each other.
/// Azure has no conditional creation of a version, so two processes can each create one. Both then use the first one.
/// </remarks>
/// <param name="locks">One lock per key, shared by all commands that wait for each other.</param>
internal sealed class NewKeyVersions(ConcurrentDictionary<string, AsyncLock>? locks = null)
{
    /// <summary>A more recent version was created for this rotation, by an earlier interrupted run.</summary>
    private static readonly TimeSpan s_young = TimeSpan.FromDays(1);

    /// <summary>For this time, another process may not see a new version.</summary>
    private static readonly TimeSpan s_unsettled = TimeSpan.FromMinutes(1);

    /// <summary>Resource Manager's list can lag behind the vault.</summary>
    private const int MostLooks = 4;

    private readonly ConcurrentDictionary<string, AsyncLock> _locks = locks ?? new();
    private readonly ConcurrentBag<KeyVersion> _settled = [];

    /// <summary>For the commands of this process.</summary>
    public static ConcurrentDictionary<string, AsyncLock> LocksOfThisProcess { get; } = new();

    /// <param name="project">The project to rotate.</param>
    /// <param name="vault">Its vault.</param>
    /// <param name="current">The version that it uses.</param>
    /// <param name="follows">Whether the project's key identifier has no version, so that Atlas uses a new one automatically.</param>
    /// <param name="ask">Asks the caller. Receives the existing version, or null if one must be created, and how.</param>
    /// <returns>The version. Null if the caller declined.</returns>
    public Task<KeyIdentifier?> FindOrMakeAsync(ProjectContext project, KeyVaultReference vault, KeyIdentifier current, Func<KeyIdentifier?, string, Task<bool>> ask, bool follows = false)
    {
        var work = new Work(project, vault, current, follows, _settled);
        return _locks.GetOrAdd($"{vault.ResourceId}/{current.KeyName}".ToUpperInvariant(), _ => new()).HoldAsync(() => work.RunAsync(ask), project.Cancellation);
    }

    /// <summary>The work for one project while it holds the lock.</summary>
    private sealed class Work(ProjectContext project, KeyVaultReference vault, KeyIdentifier current, bool follows, ConcurrentBag<KeyVersion> settled)
    {
        private readonly VaultKeys _keys = new(project, vault);

        public async Task<KeyIdentifier?> RunAsync(Func<KeyIdentifier?, string, Task<bool>> ask)
        {
            var versions = WithSettled(await _keys.ListAsync(current.KeyName).ConfigureAwait(false));
            if (versions.Count == 0)
            {
                throw KeyErrors.KeyUnknown(vault.Name, current.KeyName);
            }

            if (await FindYoungAsync(versions).ConfigureAwait(false) is { } young)
            {
                Explain(young);
                return await ask(young.Identifier, "").ConfigureAwait(false) ? await SettleAsync(young).ConfigureAwait(false) : null;
            }

            var pattern = await _keys.CompleteAsync(versions.FirstOrDefault(v => v.Identifier.Equals(current)) ?? versions[0]).ConfigureAwait(false);
            var plan = new NewVersionPlan(pattern, await project.Keys.HasRotationPolicyAsync(vault, current.KeyName, project.Cancellation).ConfigureAwait(false), project.Time.GetUtcNow());
            plan.Check(project.ProjectId);
            if (!await ask(null, plan.How).ConfigureAwait(false))
            {
                return null;
            }

            var made = await MakeAsync(versions, plan).ConfigureAwait(false);
            if (plan.Differences(made) is { Length: > 0 } differences)
            {
                project.Log.Warning($"The new version {made.Identifier} differs from the one in use: {differences}.");
            }

            return KeyVersionRules.ReasonsAgainst(made, project.Time.GetUtcNow()) is { Count: > 0 } reasons
                ? throw KeyErrors.KeyVersionUnusable(made.Identifier, reasons, project.ProjectId)
                : await SettleAsync(made).ConfigureAwait(false);
        }

        private IReadOnlyList<KeyVersion> WithSettled(IReadOnlyList<KeyVersion> listed)
        {
            var unlisted = settled.Where(s => s.Identifier.IsOfSameKey(current) && !listed.Any(v => v.Identifier.Equals(s.Identifier)));
            return [.. listed.Concat(unlisted).OrderByDescending(v => v.Created)];
        }

        /// <summary>
        /// The version in use if it is recent and not the key's first: an earlier run created it and sent it to Atlas.
        /// Otherwise the first recent usable version after it, so that all processes choose the same one.
        /// </summary>
        private async Task<KeyVersion?> FindYoungAsync(IReadOnlyList<KeyVersion> versions)
        {
            var now = project.Time.GetUtcNow();
            var used = versions.FirstOrDefault(v => v.Identifier.Equals(current));
            var young = versions.Where(v => v.Created > now - s_young && (v == used ? v != versions[^1] : !(v.Created < used?.Created)));
            foreach (var version in young.OrderBy(v => v != used).ThenBy(v => v.Created).ThenBy(v => v.Version, StringComparer.Ordinal))
            {
                if (KeyVersionRules.ReasonsAgainst(await _keys.CompleteAsync(version).ConfigureAwait(false), now).Count == 0)
                {
                    return version;
                }
            }

            return null;
        }

        /// <summary>Azure's times are whole seconds. The first version is certain only after that second, and in a list that contains the new version.</summary>
        private async Task<KeyIdentifier> SettleAsync(KeyVersion chosen)
        {
            if (settled.Any(s => s.Identifier.Equals(chosen.Identifier)) || project.Time.GetUtcNow() - chosen.Created >= s_unsettled)
            {
                return chosen.Identifier;
            }

            for (var look = 1; look <= MostLooks; look++)
            {
                await Task.Delay(PollSchedule.DelayBefore(look), project.Time, project.Cancellation).ConfigureAwait(false);
                var versions = await _keys.ListAsync(current.KeyName).ConfigureAwait(false);
                if (versions.Any(v => v.Identifier.Equals(chosen.Identifier)))
                {
                    var first = await FindYoungAsync(versions).ConfigureAwait(false) ?? chosen;
                    if (!first.Identifier.Equals(chosen.Identifier))
                    {
                        project.Log.Warning($"Another run created the version {first.Identifier} at the same time. It is used, and {chosen.Version} stays in the vault unused.");
                    }

                    settled.Add(first);
                    return first.Identifier;
                }
            }

            project.Log.Warning($"Azure does not list the new version {chosen.Version} of {current.KeyName} yet, so it is unknown whether another run "
                + $"created one at the same time. To list all versions later: {PowerShellCommand.Of($"Get-AtlasAkvKey -ProjectId {project.ProjectId}")}");
            settled.Add(chosen);
            return chosen.Identifier;
        }

        /// <summary>A continued run cannot be distinguished from a run that wants another version.</summary>
        private void Explain(KeyVersion version)
        {
            var (key, age) = (version.Identifier, project.Time.GetUtcNow() - version.Created!.Value);
            if (key.Equals(current))
            {
                var another = PowerShellCommand.Of($"Invoke-AzKeyVaultKeyRotation -VaultName {key.VaultName} -Name {key.KeyName}");
                var standing = follows ? $"{key.Version} is the latest enabled one" : $"project {project.ProjectId} uses {key.Version} already";
                project.Log.Warning($"No further version of {key.KeyName} is created: {standing}, which was created {age.TotalHours:0.#} hours ago, probably by an earlier run. "
                    + $"To create another one within a day: {(follows ? another : PowerShellCommand.Of($"{another} && Invoke-AtlasKeyRotation -ProjectId {project.ProjectId} -Latest"))}");
            }
            else
            {
                project.Log.Verbose($"{key} was created {age.TotalHours:0.#} hours ago; no further version is created.");
            }
        }

        /// <summary>Neither request is retried, because that would create a second version and leave the first unused.</summary>
        private async Task<KeyVersion> MakeAsync(IReadOnlyList<KeyVersion> known, NewVersionPlan plan)
        {
            try
            {
                return plan.ByPolicy
                    ? await project.Keys.RotateAsync(vault, current.KeyName, project.Cancellation).ConfigureAwait(false)
                    : await project.Keys.CreateVersionAsync(vault, plan.Version, project.Cancellation).ConfigureAwait(false);
            }
            catch (AtlasCmkException e) when (e.Outcome == ChangeOutcome.Unknown)
            {
                project.Log.Verbose($"It is unclear whether the vault {vault.Name} created a version of {current.KeyName} ({e.Message}). Checking.");
                for (var look = 1; look <= MostLooks; look++)
                {
                    await Task.Delay(PollSchedule.DelayBefore(look), project.Time, project.Cancellation).ConfigureAwait(false);
                    var versions = await _keys.ListAsync(current.KeyName).ConfigureAwait(false);
                    if (versions.FirstOrDefault(v => !known.Any(k => k.Identifier.Equals(v.Identifier))) is { } made)
                    {
                        return await _keys.CompleteAsync(made).ConfigureAwait(false);
                    }
                }

                throw RotationErrors.KeyVersionNotMade(vault, current.KeyName, e);
            }
        }
    }
}
