using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Encryption;

/// <summary>Puts a project under its own key, or changes how: looks, checks, asks, looks again, changes, and waits if asked to.</summary>
internal sealed class SetEncryptionAtRest(ProjectContext project, IConfirmation confirmation)
{
    /// <summary>Atlas validates a key within seconds; under private networking the data nodes do it, which takes a little longer.</summary>
    private static readonly TimeSpan s_typical = TimeSpan.FromSeconds(30);

    private KeyVersion? _checked;

    /// <param name="request">What the caller gave.</param>
    /// <param name="wait">How long to wait until Atlas reports the key valid; null not to wait.</param>
    /// <returns>The project as it is afterwards; null where the caller declined.</returns>
    public async Task<EncryptionAtRest?> RunAsync(EncryptionAtRestRequest request, TimeSpan? wait)
    {
        EncryptionAtRestRules.CheckAlone(request);
        var after = await ChangeAsync(request, wait).ConfigureAwait(false);
        if (after is { FollowsLatestVersion: true })
        {
            after.Followed = _checked?.Identifier;
        }

        return after;
    }

    private async Task<EncryptionAtRest?> ChangeAsync(EncryptionAtRestRequest request, TimeSpan? wait)
    {
        var current = await project.Atlas.GetEncryptionAtRestAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
        var change = EncryptionAtRestRules.Plan(current, request);
        if (change is null)
        {
            project.Log.Verbose($"Project {project.ProjectId} is as asked already; nothing was sent.");
            return await ValidAsync(current, wait).ConfigureAwait(false);
        }

        await CheckSecretAsync(current, request).ConfigureAwait(false);
        _checked = await CheckKeyAsync(current, request, change).ConfigureAwait(false);
        var hit = await LookAsync(current, change).ConfigureAwait(false);
        if (!await AskAsync(current, change, hit).ConfigureAwait(false) || !await MaySignInDifferentlyAsync(current, change).ConfigureAwait(false))
        {
            return null;
        }

        if ((await LookAsync(current, change).ConfigureAwait(false)).Except(hit).ToList() is { Count: > 0 } more)
        {
            throw CommandErrors.WorldChanged($"more multi-cloud clusters are there ({string.Join(", ", more)})");
        }

        var changed = await project.Atlas.UpdateEncryptionAtRestAsync(project.ProjectId, change, project.Cancellation).ConfigureAwait(false);
        if (wait is null && change.RequirePrivateNetworking is true && current is not { Enabled: true, RequirePrivateNetworking: true } && changed.Valid is not true)
        {
            WarnOfMissingEndpoints();
        }

        if (!current.Enabled)
        {
            return await ValidAsync(changed, wait).ConfigureAwait(false);
        }

        // The answer to a change may still speak of what was before: only a look of its own counts.
        var stale = changed.RequirePrivateNetworking && (change.KeyIdentifier is not null || change.ClientId is not null || change.RoleId is not null) ? KeyValidation.StaleAtMost : TimeSpan.Zero;
        return change.ClientSecret is not null || change.RoleId is not null
            ? await WithNewCredentialsAsync(current, changed, wait, stale).ConfigureAwait(false)
            : await ValidAsync(changed, wait, stale).ConfigureAwait(false);
    }

    private async Task<EncryptionAtRest> WithNewCredentialsAsync(EncryptionAtRest before, EncryptionAtRest changed, TimeSpan? wait, TimeSpan stale)
    {
        try
        {
            var valid = await ValidAsync(changed, wait, stale).ConfigureAwait(false);
            return await new FormerCredentials(project).NoteAsync(before, valid).ConfigureAwait(false);
        }
        catch (AtlasCmkException e) when (e.Kind == FailureKind.TimedOut)
        {
            throw SecretlessErrors.NewCredentialsNotValid(before, e);
        }
    }

    /// <summary>A wrong secret must never reach Atlas, which would shut the clusters down with it. The first time there is nothing to lose, and Atlas checks it itself.</summary>
    private async Task CheckSecretAsync(EncryptionAtRest current, EncryptionAtRestRequest request)
    {
        if (!current.Enabled || request is not { ClientId: { } client, ClientSecret: { } secret })
        {
            return;
        }

        var tenant = request.TenantId ?? current.TenantId ?? throw SecretlessErrors.TenantUnknown(project.ProjectId);
        var cloud = request.Cloud ?? request.Key?.Cloud ?? AzureCloud.Find(current.CloudName) ?? AzureCloud.Public;
        await project.Entra.CheckClientSecretAsync(cloud, tenant, client, secret, project.Cancellation).ConfigureAwait(false);
    }

    /// <summary>Only a version that the project does not use yet: Atlas itself judges the one in use.</summary>
    private async Task<KeyVersion?> CheckKeyAsync(EncryptionAtRest current, EncryptionAtRestRequest request, EncryptionAtRestChange change)
    {
        if (request.Key is not { } key || (current.Enabled && key.Equals(current.Key)))
        {
            return null;
        }

        var vault = (change.SubscriptionId ?? current.SubscriptionId, change.ResourceGroupName ?? current.ResourceGroupName) is ({ } subscription, { } group)
            ? new KeyVaultReference(key.Cloud, subscription, group, key.VaultName)
            : null;
        return await new KeyVersionCheck(project).RunAsync(key, vault).ConfigureAwait(false);
    }

    /// <summary>Refuses what Atlas would refuse or what would do harm, and names the clusters that the change would disable.</summary>
    private async Task<IReadOnlyList<string>> LookAsync(EncryptionAtRest current, EncryptionAtRestChange change)
    {
        var moves = EncryptionAtRestRules.VaultMoves(current, change);
        var endsPrivateNetworking = change.RequirePrivateNetworking is false && current.RequirePrivateNetworking;
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

        if (change.RequirePrivateNetworking is not true || current is { Enabled: true, RequirePrivateNetworking: true })
        {
            return [];
        }

        var clusters = await project.Atlas.ListClustersAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
        return [.. clusters.Where(ClusterEligibility.WouldBeDisabled).Select(c => c.IsMultiCloud ? c.Name : $"{c.Name} (Atlas does not say which nodes it has)")];
    }

    private async Task<bool> AskAsync(EncryptionAtRest current, EncryptionAtRestChange change, IReadOnlyList<string> hit)
    {
        if (KeyIdentifier.TryParse(change.KeyIdentifier) is { FollowsLatest: true } followed)
        {
            project.Log.Warning(FollowedVersion.Warning(project.ProjectId, followed));
        }

        var names = string.Join(", ", hit);
        if (hit.Count > 0)
        {
            project.Log.Warning($"Atlas disables multi-cloud clusters when private networking is required. In project {project.ProjectId} these would stop: {names}.");
        }

        return await confirmation.ShouldProcessAsync($"project {project.ProjectId}", EncryptionAtRestRules.Describe(change, current, _checked)).ConfigureAwait(false)
            && (hit.Count == 0 || await confirmation.ShouldContinueAsync(
                $"Requiring private networking will disable {hit.Count} multi-cloud cluster{(hit.Count == 1 ? "" : "s")} of project {project.ProjectId}: {names}. Continue?",
                "Multi-cloud clusters will stop").ConfigureAwait(false));
    }

    /// <summary>Atlas stops the clusters that are encrypted with a key which it cannot use, and whether another identity can it finds out only by trying.</summary>
    private async Task<bool> MaySignInDifferentlyAsync(EncryptionAtRest current, EncryptionAtRestChange change)
    {
        if (EncryptionAtRestRules.NewIdentity(current, change) is not { } identity)
        {
            return true;
        }

        var clusters = await project.Atlas.ListClustersAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
        var encrypted = string.Join(", ", clusters.Where(c => c.EncryptionAtRestProvider == EncryptionProvider.Azure).Select(c => c.Name));
        return encrypted.Length == 0 || await confirmation.ShouldContinueAsync(
            $"Atlas will sign in to Azure as {identity.After} instead of {identity.Before}. Without get, encrypt and decrypt on the key, the new identity stops these clusters of project {project.ProjectId}: {encrypted}. Continue?",
            "Clusters could stop").ConfigureAwait(false);
    }

    /// <summary>The project once its key is valid: from a time on that is given as how long "valid" does not count yet, or as it was seen.</summary>
    private async Task<EncryptionAtRest> ValidAsync(EncryptionAtRest seen, TimeSpan? wait, TimeSpan? stale = null)
    {
        if (wait is not { } timeout || !seen.Enabled || (stale is null && seen.Valid is true))
        {
            return seen;
        }

        if (seen.RequirePrivateNetworking && await NoEndpointIsActiveAsync().ConfigureAwait(false))
        {
            WarnOfMissingEndpoints();
            return seen;
        }

        var since = project.Time.GetTimestamp();
        return await project.Waiter(project.Encryption).UntilAsync(
            WaitSubject.OfProject("key", project.ProjectId), "valid", s_typical, timeout,
            e => e.Valid is true && project.Time.GetElapsedTime(since) < (stale ?? TimeSpan.Zero)
                ? new WaitStep<EncryptionAtRest>("valid, perhaps of what was before", null)
                : new(e.Valid switch { true => "valid", false => "not valid", null => "not yet validated" }, e.Valid is true ? e : null),
            stale is null ? seen : null).ConfigureAwait(false);
    }

    private void WarnOfMissingEndpoints() => project.Log.Warning($"Atlas reaches the vault of project {project.ProjectId} over private endpoints only, and validates the key once one is ACTIVE. "
        + $"Next: create, approve and wait for an endpoint in each region: {PowerShellCommand.Of($"New-AtlasAkvPrivateEndpoint -ProjectId {project.ProjectId} -RegionName '…' -Wait | Approve-AtlasAkvPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint")}");

    private async Task<bool> NoEndpointIsActiveAsync() =>
        (await project.Atlas.ListPrivateEndpointsAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false))
            .All(e => e.Status != EndpointStatus.Active);
}
