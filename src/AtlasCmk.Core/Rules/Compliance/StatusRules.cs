namespace AtlasCmk.Rules;

/// <summary>A project's status, from the facts and the outcomes of the controls. Pure: sends no requests.</summary>
internal static class StatusRules
{
    public static CmkStatus Of(CmkFacts facts, IReadOnlyList<ControlOutcome> outcomes)
    {
        var (settings, key) = (facts.Encryption, facts.KeyVersion.Value);
        var clusters = facts.Clusters.IsKnown && settings.Enabled ? new ClusterCoverage(facts.Clusters.Value!, settings.RequirePrivateNetworking) : null;
        var regions = clusters is not null && settings.RequirePrivateNetworking ? RegionCoverage.Of(clusters, facts.Endpoints.Value ?? []) : new([], [], []);
        var failed = outcomes.Where(o => o.Result == ControlResult.Failed).OrderBy(o => o.Control.Severity).Select(o => o.Verdict.Evidence).ToList();
        var unread = outcomes.Where(o => o.Result == ControlResult.NotAssessed).OrderBy(o => o.Control.Severity).Select(o => o.Verdict.Reason!).Distinct().ToList();
        return new(facts.ProjectId)
        {
            Compliant = failed.Count > 0 ? false : unread.Count > 0 ? null : true,
            Enabled = settings.Enabled,
            Valid = settings.Enabled ? settings.Valid : null,
            KeyIdentifier = settings.Enabled ? settings.KeyIdentifier : null,
            KeyVaultName = settings.Enabled ? settings.KeyVaultName ?? settings.Key?.VaultName : null,
            KeyName = settings.Enabled ? settings.Key?.KeyName : null,
            KeyVersion = settings.Enabled ? settings.Key?.Version ?? key?.Version : null,
            KeyCreated = key?.Created,
            KeyAgeInDays = key?.Created is { } created ? VaultControls.Age(created, facts.Now) : null,
            KeyExpires = key?.Expires,
            FollowsLatestVersion = settings is { Enabled: true, FollowsLatestVersion: true },
            RequirePrivateNetworking = settings is { Enabled: true, RequirePrivateNetworking: true },
            RegionsNeeded = regions.Needed,
            RegionsCovered = facts.Endpoints.IsKnown ? regions.Covered : [],
            RegionsMissing = facts.Endpoints.IsKnown ? regions.Missing : [],
            ClustersEligible = clusters?.Eligible,
            ClustersEncrypted = clusters?.Encrypted.Count,
            VaultAccess = !settings.Enabled ? null : facts.Vault.Value is { } vault ? VaultControls.Access(vault) : CmkStatus.Unknown,
            AtlasSignIn = settings is { Enabled: true, RoleId: not null } ? CmkStatus.Role : settings is { Enabled: true, ClientId: not null } ? CmkStatus.ClientSecret : null,
            CredentialExpires = settings is { Enabled: true, RoleId: null } && facts.Secrets.Value is { } secrets ? ProjectControls.SecretOf(facts, secrets).Earliest : null,
            Findings = failed,
            Unread = unread,
        };
    }
}
