namespace AtlasCmk;

/// <summary>Makes new versions of keys, each at most once: one that is there, unused and young, is taken instead, and a lost answer is settled by looking.</summary>
/// <remarks>One object serves a whole command, so that projects that share a key share its new version.</remarks>
internal sealed class NewKeyVersions
{
    /// <summary>A younger version was made for this rotation, by an earlier run that was interrupted.</summary>
    private static readonly TimeSpan s_young = TimeSpan.FromDays(1);

    /// <summary>Resource Manager's list may lag behind the vault.</summary>
    private const int LooksAfterALoss = 4;

    private readonly Turns _turns = new();
    private readonly List<KeyVersion> _made = [];

    /// <param name="project">The project that is to be rotated.</param>
    /// <param name="vault">Its vault.</param>
    /// <param name="current">The version that it uses.</param>
    /// <param name="ask">Asks the caller; gets the version that is there, or null where one has to be made, and how.</param>
    /// <returns>The version; null where the caller declined.</returns>
    public Task<KeyIdentifier?> FindOrMakeAsync(ProjectWork project, KeyVaultReference vault, KeyIdentifier current, Func<KeyIdentifier?, string, Task<bool>> ask) => _turns.TakeAsync(async () =>
    {
        var keys = new VaultKeys(project.KeyVault, vault, project.Cancellation);
        var versions = await ListAsync(keys, vault, current.KeyName).ConfigureAwait(false);
        if (await FindYoungAsync(project, keys, versions, current).ConfigureAwait(false) is { } young)
        {
            return await ask(young, "").ConfigureAwait(false) ? young : null;
        }

        var pattern = await keys.CompleteAsync(versions.FirstOrDefault(v => v.Identifier.IsSameVersion(current.Text)) ?? versions[0]).ConfigureAwait(false);
        var byPolicy = await project.Keys.HasRotationPolicyAsync(vault, current.KeyName, project.Cancellation).ConfigureAwait(false);
        if (!await ask(null, byPolicy ? "by its rotation policy" : "like the one in use").ConfigureAwait(false))
        {
            return null;
        }

        var made = await MakeAsync(project, keys, versions, pattern, vault, byPolicy).ConfigureAwait(false);
        _made.Add(made);
        return KeyVersionRules.ReasonsAgainst(made, project.Time.GetUtcNow()) is { Count: > 0 } reasons
            ? throw Failures.KeyVersionUnusable(made.Identifier, reasons)
            : made.Identifier;
    });

    private async Task<IReadOnlyList<KeyVersion>> ListAsync(VaultKeys keys, KeyVaultReference vault, string keyName)
    {
        var listed = await keys.ListAsync(keyName).ConfigureAwait(false);
        var unlisted = _made.Where(m => m.Identifier.KeyName == keyName && vault.Holds(m.Identifier) && !listed.Any(v => v.Identifier.IsSameVersion(m.Identifier.Text)));
        return listed.Count == 0
            ? throw Failures.KeyUnknown(vault.Name, keyName)
            : [.. listed.Concat(unlisted).OrderByDescending(v => v.Created)];
    }

    /// <summary>
    /// The newest that can be used. The version in use counts too where it is not the key's first: an earlier run made it, and went as
    /// far as to tell Atlas.
    /// </summary>
    private static async Task<KeyIdentifier?> FindYoungAsync(ProjectWork project, VaultKeys keys, IReadOnlyList<KeyVersion> versions, KeyIdentifier current)
    {
        var now = project.Time.GetUtcNow();
        foreach (var version in versions.Where(v => v.Created > now - s_young))
        {
            var isInUse = version.Identifier.IsSameVersion(current.Text);
            if (!(isInUse && version == versions[^1]) && KeyVersionRules.ReasonsAgainst(await keys.CompleteAsync(version).ConfigureAwait(false), now).Count == 0)
            {
                Explain(project, version, isInUse);
                return version.Identifier;
            }
        }

        return null;
    }

    /// <summary>Nothing tells a run that goes on from one that means another version: who means that has to hear why he does not get it.</summary>
    private static void Explain(ProjectWork project, KeyVersion version, bool isInUse)
    {
        var (key, age) = (version.Identifier, project.Time.GetUtcNow() - version.Created!.Value);
        if (isInUse)
        {
            project.Log.Warning($"No further version of {key.KeyName} is made: project {project.ProjectId} uses {key.Version} already, which was made {age.TotalHours:0.#} hours ago and is taken for the one that an earlier run made. "
                + $"If another one is meant within a day: Invoke-AzKeyVaultKeyRotation -VaultName {key.VaultName} -Name {key.KeyName}; Invoke-AtlasKeyRotation -ProjectId {project.ProjectId} -Latest");
        }
        else
        {
            project.Log.Verbose($"{key} was made {age.TotalHours:0.#} hours ago; no further version is made.");
        }
    }

    /// <summary>Neither request is ever repeated: a second version would be made, and the first would lie about unused.</summary>
    private static async Task<KeyVersion> MakeAsync(ProjectWork project, VaultKeys keys, IReadOnlyList<KeyVersion> known, KeyVersion pattern, KeyVaultReference vault, bool byPolicy)
    {
        var name = pattern.Identifier.KeyName;
        try
        {
            return byPolicy
                ? await project.Keys.RotateAsync(vault, name, project.Cancellation).ConfigureAwait(false)
                : await project.Keys.CreateVersionAsync(vault, name, pattern.KeyType ?? "RSA", pattern.KeySize, pattern.Operations, project.Cancellation).ConfigureAwait(false);
        }
        catch (AtlasCmkException e) when (e is AtlasUnreachableException or AzureApiException { StatusCode: >= 500 } or { Kind: FailureKind.Protocol })
        {
            project.Log.Verbose($"Whether the vault {vault.Name} made a version of {name} is not clear ({e.Message}); looking.");
            for (var look = 1; look <= LooksAfterALoss; look++)
            {
                await Task.Delay(PollSchedule.DelayBefore(look), project.Time, project.Cancellation).ConfigureAwait(false);
                var versions = await keys.ListAsync(name).ConfigureAwait(false);
                if (versions.FirstOrDefault(v => !known.Any(k => k.Identifier.IsSameVersion(v.Identifier.Text))) is { } made)
                {
                    return await keys.CompleteAsync(made).ConfigureAwait(false);
                }
            }

            throw Failures.KeyVersionNotMade(vault, name, e);
        }
    }
}
