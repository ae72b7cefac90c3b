using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Encryption;

/// <summary>Enables a project's customer-managed key, or changes its settings. Reads, checks, changes, and optionally waits.</summary>
/// <param name="project">The project.</param>
/// <param name="confirmation">Asks for confirmation.</param>
/// <param name="rotation">Collects what a new secret in several projects means for the old one, or null.</param>
internal sealed class SetEncryptionAtRest(ProjectContext project, IConfirmation confirmation, SecretRotation? rotation = null)
{
    private readonly KeyValidityWait _validity = new(project);

    /// <param name="request">The caller's parameters.</param>
    /// <param name="wait">The time to wait until Atlas reports the key as valid, or null.</param>
    /// <returns>The project after the change. Null if the caller declined.</returns>
    public async Task<EncryptionAtRest?> RunAsync(EncryptionAtRestRequest request, TimeSpan? wait)
    {
        EncryptionAtRestRules.CheckAlone(request);
        var current = await project.Atlas.GetEncryptionAtRestAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
        if (EncryptionAtRestRules.Plan(current, request) is not { } sent)
        {
            project.Log.Verbose($"Project {project.ProjectId} already has these settings; nothing was sent.");
            return await _validity.RunAsync(current, wait).ConfigureAwait(false);
        }

        var signIn = await CheckSecretAsync(current, request).ConfigureAwait(false);
        var version = await CheckKeyAsync(current, request, sent).ConfigureAwait(false);
        var after = await ChangeAsync(new(current, sent) { AtlasObjectId = signIn?.ObjectId }, version, wait).ConfigureAwait(false);
        if (after is { FollowsLatestVersion: true })
        {
            after.Followed = version?.Identifier;
        }

        return after;
    }

    private async Task<EncryptionAtRest?> ChangeAsync(KeyChange change, KeyVersion? version, TimeSpan? wait)
    {
        var disabled = await LookAsync(change).ConfigureAwait(false);
        var changing = new ChangeEncryptionKey(project, e => EncryptionErrors.KeyNotChanged(change.Before, null, e));
        if (await changing.AgreeAsync(change, () => AskAsync(change, version, disabled)).ConfigureAwait(false) is not { } agreed)
        {
            return null;
        }

        if ((await LookAsync(change).ConfigureAwait(false)).Except(disabled).ToList() is { Count: > 0 } more)
        {
            throw CommandErrors.WorldChanged($"more multi-cloud clusters appeared ({string.Join(", ", more)})");
        }

        var (current, sent) = (change.Before, change.Sent);
        var made = await agreed.MakeAsync().ConfigureAwait(false);
        if (wait is null && sent.RequirePrivateNetworking is true && current is not { Enabled: true, RequirePrivateNetworking: true } && made.Settings.Valid is not true)
        {
            _validity.WarnOfMissingEndpoints();
        }

        if (!current.Enabled)
        {
            return await _validity.RunAsync(made.Settings, wait).ConfigureAwait(false);
        }

        // The response to a change can still show the previous settings, so only a separate read counts.
        var stale = made.Settings.RequirePrivateNetworking && (sent.KeyIdentifier is not null || sent.ClientId is not null || sent.RoleId is not null) ? KeyValidityWait.StaleAtMost : TimeSpan.Zero;
        return sent.ClientSecret is not null || sent.RoleId is not null
            ? await WithNewCredentialsAsync(current, made.Settings, wait, stale).ConfigureAwait(false)
            : await _validity.RunAsync(made.Settings, wait, stale).ConfigureAwait(false);
    }

    private async Task<EncryptionAtRest> WithNewCredentialsAsync(EncryptionAtRest before, EncryptionAtRest changed, TimeSpan? wait, TimeSpan stale)
    {
        rotation?.Sent(project, before);
        try
        {
            var valid = await _validity.RunAsync(changed, wait, stale).ConfigureAwait(false);
            return await new FormerCredentials(project, rotation).NoteAsync(before, valid).ConfigureAwait(false);
        }
        catch (AtlasCmkException e) when (e.Kind == FailureKind.TimedOut)
        {
            throw SecretlessErrors.NewCredentialsNotValid(before, e);
        }
    }

    /// <summary>A wrong secret must not reach Atlas, because Atlas would shut down the clusters. On the first enablement nothing depends on it, and Atlas checks it.</summary>
    /// <returns>The identity of the secret. Null if no secret was checked.</returns>
    private async Task<AzureIdentity?> CheckSecretAsync(EncryptionAtRest current, EncryptionAtRestRequest request)
    {
        if (!current.Enabled || request is not { ClientId: { } client, ClientSecret: { } secret })
        {
            return null;
        }

        var tenant = request.TenantId ?? current.TenantId ?? throw SecretlessErrors.TenantUnknown(project.ProjectId);
        var cloud = request.Cloud ?? request.Key?.Cloud ?? AzureCloud.Find(current.CloudName) ?? AzureCloud.Public;
        return await project.Entra.CheckClientSecretAsync(cloud, tenant, client, secret, project.Cancellation).ConfigureAwait(false);
    }

    /// <summary>Checks only a version that the project does not use yet. Atlas validates the one in use.</summary>
    private async Task<KeyVersion?> CheckKeyAsync(EncryptionAtRest current, EncryptionAtRestRequest request, EncryptionAtRestChange sent)
    {
        if (request.Key is not { } key || (current.Enabled && key.Equals(current.Key)))
        {
            return null;
        }

        var vault = (sent.SubscriptionId ?? current.SubscriptionId, sent.ResourceGroupName ?? current.ResourceGroupName) is ({ } subscription, { } group)
            ? new KeyVaultReference(key.Cloud, subscription, group, key.VaultName)
            : null;
        return await new KeyVersionCheck(project).CheckWhereShownAsync(key, vault).ConfigureAwait(false);
    }

    /// <summary>Refuses what Atlas would refuse or what would do harm, and lists the clusters that the change would disable.</summary>
    private async Task<IReadOnlyList<string>> LookAsync(KeyChange change)
    {
        var (current, sent, moves) = (change.Before, change.Sent, change.VaultMoves);
        var endsPrivateNetworking = sent.RequirePrivateNetworking is false && current.RequirePrivateNetworking;
        if (moves.Count > 0 || endsPrivateNetworking)
        {
            var endpoints = await project.Atlas.ListPrivateEndpointsAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
            if (endpoints.Count > 0)
            {
                throw moves.Count > 0
                    ? EncryptionErrors.VaultIsFixed(current, moves, endpoints)
                    : EncryptionErrors.EndpointsRemain(project.ProjectId, "Ending private networking", endpoints);
            }
        }

        if (sent.RequirePrivateNetworking is not true || current is { Enabled: true, RequirePrivateNetworking: true })
        {
            return [];
        }

        var clusters = await project.Atlas.ListClustersAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
        return [.. clusters.Where(ClusterEligibility.WouldBeDisabled).Select(c => c.IsMultiCloud ? c.Name : $"{c.Name} (Atlas does not say which nodes it has)")];
    }

    private async Task<bool> AskAsync(KeyChange change, KeyVersion? version, IReadOnlyList<string> disabled)
    {
        if (KeyIdentifier.TryParse(change.Sent.KeyIdentifier) is { FollowsLatest: true } followed)
        {
            project.Log.Warning(FollowedVersion.Warning(project.ProjectId, followed));
        }

        var names = string.Join(", ", disabled);
        if (disabled.Count > 0)
        {
            project.Log.Warning($"Atlas disables multi-cloud clusters when private networking is required. In project {project.ProjectId} these would stop: {names}.");
        }

        return await confirmation.ShouldProcessAsync($"project {project.ProjectId}", EncryptionAtRestRules.Describe(change.Sent, change.Before, version)).ConfigureAwait(false)
            && (disabled.Count == 0 || await confirmation.ShouldContinueAsync(
                $"Requiring private networking will disable {disabled.Count} multi-cloud cluster{(disabled.Count == 1 ? "" : "s")} of project {project.ProjectId}: {names}. Continue?",
                "Multi-cloud clusters will stop").ConfigureAwait(false))
            && await MaySignInDifferentlyAsync(change).ConfigureAwait(false);
    }

    /// <summary>Atlas stops encrypted clusters if it cannot use their key.</summary>
    private async Task<bool> MaySignInDifferentlyAsync(KeyChange change)
    {
        if (change.NewIdentity is not { } identity)
        {
            return true;
        }

        var clusters = await project.Atlas.ListClustersAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
        var encrypted = string.Join(", ", clusters.Where(c => c.EncryptionAtRestProvider == EncryptionProvider.Azure).Select(c => c.Name));
        return encrypted.Length == 0 || await confirmation.ShouldContinueAsync(
            $"Atlas will sign in to Azure as {identity.After} instead of {identity.Before}. Without get, encrypt and decrypt on the key, the new identity "
                + $"stops these clusters of project {project.ProjectId}: {encrypted}. Continue?",
            "Clusters could stop").ConfigureAwait(false);
    }
}
