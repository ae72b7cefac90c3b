using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>Refuses a key version that Atlas cannot use, as far as this session can read it in Azure.</summary>
/// <remarks>Under private networking Atlas accepts any version, validates it later, and then shuts down the clusters. Only this check prevents that.</remarks>
internal sealed class KeyVersionCheck(ProjectContext project)
{
    /// <summary>If Azure cannot be reached but Atlas can, the change must still be possible.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>The given version, or the latest enabled version of a key identifier without one.</summary>
    /// <exception cref="AtlasCmkException">It does not exist, Atlas cannot use it, or it cannot be read in Azure.</exception>
    public async Task<KeyVersion> FindUsableAsync(KeyIdentifier key, KeyVaultReference vault) =>
        Usable(key, await FindAsync(key, vault, project.Cancellation).ConfigureAwait(false));

    /// <summary>The same, but a version that cannot be read in Azure is left to Atlas.</summary>
    /// <param name="key">The version, or a key identifier without one.</param>
    /// <param name="vault">The vault that it must be in. Null if the vault is not completely known.</param>
    /// <returns>The checked version. Null if it could not be read in Azure.</returns>
    public async Task<KeyVersion?> CheckWhereShownAsync(KeyIdentifier key, KeyVaultReference? vault)
    {
        if (vault is null)
        {
            return NotChecked(key, "the subscription and the resource group of its vault are unknown.");
        }

        using var patience = new CancellationTokenSource(s_patience, ScaledClock.MachineOf(project.Time));
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
        var keys = new VaultKeys(project, vault) { Cancellation = cancellation };
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
