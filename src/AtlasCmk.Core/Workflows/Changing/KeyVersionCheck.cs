using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>Refuses a key version that Atlas could not use, as far as Azure shows it to this session.</summary>
/// <remarks>Under private networking Atlas takes any version, looks only later, and then shuts the clusters down: nothing else would refuse it in time.</remarks>
internal sealed class KeyVersionCheck(ProjectContext project)
{
    /// <summary>Where Atlas can be reached and Azure cannot, the change must not hang on that.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>The version that is named, or of a key without one the latest enabled version.</summary>
    /// <exception cref="AtlasCmkException">It is not there, Atlas could not use it, or Azure does not show it.</exception>
    public async Task<KeyVersion> FindUsableAsync(KeyIdentifier key, KeyVaultReference vault) =>
        Usable(key, await FindAsync(key, vault, project.Cancellation).ConfigureAwait(false));

    /// <summary>The same, where Atlas alone may judge a version that Azure does not show.</summary>
    /// <param name="key">The version; or a key without one.</param>
    /// <param name="vault">The vault that it has to be in; null where it is not named in full.</param>
    /// <returns>The version that was checked; null where Azure did not show it.</returns>
    public async Task<KeyVersion?> CheckWhereShownAsync(KeyIdentifier key, KeyVaultReference? vault)
    {
        if (vault is null)
        {
            return NotChecked(key, "which subscription and resource group its vault is in is not known.");
        }

        using var patience = new CancellationTokenSource(s_patience, project.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, project.Cancellation);
        KeyVersion? version;
        try
        {
            version = await FindAsync(key, vault, either.Token).ConfigureAwait(false);
            if (version is null && await project.KeyVault.GetVaultAsync(vault, either.Token).ConfigureAwait(false) is null)
            {
                return NotChecked(key, $"Azure shows this session no such vault in resource group {vault.ResourceGroupName} of subscription {vault.SubscriptionId}.");
            }
        }
        catch (AtlasCmkException e)
        {
            return NotChecked(key, e.Message);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !project.Cancellation.IsCancellationRequested)
        {
            return NotChecked(key, $"Azure did not answer within {s_patience.TotalSeconds:0} s.");
        }

        return Usable(key, version);
    }

    private async Task<KeyVersion?> FindAsync(KeyIdentifier key, KeyVaultReference vault, CancellationToken cancellation)
    {
        var keys = new VaultKeys(project.KeyVault, vault, cancellation);
        return key.FollowsLatest ? (await keys.FindFollowedAsync(key.KeyName).ConfigureAwait(false))?.Version : await keys.FindAsync(key).ConfigureAwait(false);
    }

    private KeyVersion Usable(KeyIdentifier key, KeyVersion? version) =>
        version is null ? throw (key.FollowsLatest ? KeyErrors.KeyUnknown(key.VaultName, key.KeyName) : KeyErrors.KeyVersionUnknown(key, project.ProjectId))
        : KeyVersionRules.ReasonsAgainst(version, project.Time.GetUtcNow()) is not { Count: > 0 } reasons ? version
        : throw (key.FollowsLatest ? KeyErrors.FollowedVersionUnusable(key, version, reasons, project.ProjectId) : KeyErrors.KeyVersionUnusable(key, reasons, project.ProjectId));

    private KeyVersion? NotChecked(KeyIdentifier key, string why)
    {
        project.Log.Verbose($"Whether Atlas can use {key} was not checked in Azure: {why}");
        return null;
    }
}
