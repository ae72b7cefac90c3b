namespace AtlasCmk;

/// <summary>Refuses a key version that Atlas could not use, as far as Azure shows it to this session.</summary>
/// <remarks>Under private networking Atlas takes any version, looks only later, and then shuts the clusters down: nothing else would refuse it in time.</remarks>
internal sealed class KeyVersionCheck(ProjectWork project)
{
    /// <summary>Where Atlas can be reached and Azure cannot, the change must not hang on that.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <param name="key">The version.</param>
    /// <param name="vault">The vault that it has to be in; null where it is not named in full.</param>
    public async Task RunAsync(KeyIdentifier key, KeyVaultReference? vault)
    {
        if (vault is null)
        {
            NotChecked(key, "which subscription and resource group its vault is in is not known.");
            return;
        }

        using var patience = new CancellationTokenSource(s_patience, project.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, project.Cancellation);
        KeyVersion? version;
        try
        {
            version = await new VaultKeys(project.KeyVault, vault, either.Token).FindAsync(key).ConfigureAwait(false);
            if (version is null && await project.KeyVault.GetVaultAsync(vault, either.Token).ConfigureAwait(false) is null)
            {
                NotChecked(key, $"Azure shows this session no such vault in resource group {vault.ResourceGroupName} of subscription {vault.SubscriptionId}.");
                return;
            }
        }
        catch (AtlasCmkException e)
        {
            NotChecked(key, e.Message);
            return;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !project.Cancellation.IsCancellationRequested)
        {
            NotChecked(key, $"Azure did not answer within {s_patience.TotalSeconds:0} s.");
            return;
        }

        Refuse(key, version);
    }

    private void Refuse(KeyIdentifier key, KeyVersion? version)
    {
        var reasons = KeyVersionRules.ReasonsAgainst(version ?? throw Failures.KeyVersionUnknown(key, project.ProjectId), project.Time.GetUtcNow());
        if (reasons.Count > 0)
        {
            throw Failures.KeyVersionUnusable(key, reasons, project.ProjectId);
        }
    }

    private void NotChecked(KeyIdentifier key, string why) => project.Log.Verbose($"Whether Atlas can use {key} was not checked in Azure: {why}");
}
