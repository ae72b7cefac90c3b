namespace AtlasCmk.Rules;

/// <summary>The checks of each cluster. <see cref="ClusterEligibility"/> decides whether it can be encrypted.</summary>
internal static class ClusterChecks
{
    private static readonly PrerequisiteRule s_tier = new("ClusterTier", "a dedicated cluster, M10 or larger", VendorPages.PrivateEndpoints);
    private static readonly PrerequisiteRule s_running = new("ClusterRunning", "not paused, and neither being created nor deleted", VendorPages.EncryptionAtRest);
    private static readonly PrerequisiteRule s_key = new("ClusterKeyProvider", "not encrypted with a key of another cloud", VendorPages.EncryptionAtRest);
    private static readonly PrerequisiteRule s_singleCloud = new("ClusterSingleCloud",
        "nodes in one cloud: Atlas disables multi-cloud clusters when private networking is required", VendorPages.PrivateEndpoints);
    private static readonly PrerequisiteRule s_cloud = new("ClusterOnAzure", "nodes on Azure alone under private networking", VendorPages.PrivateEndpoints);
    private static readonly PrerequisiteRule s_region = new("ClusterRegion", "an ACTIVE private endpoint in every region with nodes: electable, read-only or analytics", VendorPages.PrivateEndpoints);
    private static readonly PrerequisiteRule s_backup = new("ClusterBackup", "Cloud Backup, so that snapshots are encrypted too", VendorPages.PrivateEndpoints);

    private static readonly PrerequisiteRule[] s_all = [s_tier, s_running, s_key, s_singleCloud, s_cloud, s_region, s_backup];

    public static IEnumerable<PrerequisiteCheck> Of(PrerequisiteFacts facts) =>
    [
        .. Unread(facts, facts.Clusters, s_all),
        .. facts.OtherDeployments.SelectMany(list => Unread(facts, list, s_tier)),
        .. facts.KnownClusters.SelectMany(c => Of(facts, c)),
    ];

    /// <summary>If clusters could not be listed, one finding for the project replaces theirs.</summary>
    private static IEnumerable<PrerequisiteCheck> Unread(PrerequisiteFacts facts, ReadResult<IReadOnlyList<AtlasCluster>> list, params PrerequisiteRule[] rules) =>
        list.IsKnown ? [] : rules.Select(r => r.On(facts, facts.ProjectId).Unknown(list.Reason, list.Failure?.Remedy));

    private static IEnumerable<PrerequisiteCheck> Of(PrerequisiteFacts facts, AtlasCluster cluster)
    {
        var reasons = ClusterEligibility.ReasonsAgainst(cluster, privateNetworking: true, facts.ActiveRegions.Value ?? []).ToDictionary(r => r.Fault);
        var tier = s_tier.On(facts, cluster.Name);
        if (reasons.GetValueOrDefault(ClusterFault.Internal) is { } role)
        {
            return [AsSeen(role, tier.Failed(role.Text, "Leave it as it is: it does not contain your data."), tier)];
        }

        if (reasons.GetValueOrDefault(ClusterFault.Tier) is { } small)
        {
            return [AsSeen(small, tier.Failed(small.Text, "Upgrade it to M10 or larger, or leave its data unencrypted by the key."), tier)];
        }

        var (nodes, backup) = (reasons.GetValueOrDefault(ClusterFault.Nodes), s_backup.On(facts, cluster.Name));
        return
        [
            nodes is { IsKnown: false } && cluster.InstanceSize.Length == 0 ? tier.Unknown(nodes.Text) : tier.Passed(cluster.InstanceSize),
            Running(facts, cluster, reasons),
            Key(facts, cluster, reasons.GetValueOrDefault(ClusterFault.OtherKey)),
            .. nodes is not null ? new[] { s_singleCloud, s_cloud, s_region }.Select(r => r.On(facts, cluster.Name).Unknown(nodes.Text)) : Places(facts, cluster, reasons),
            cluster.Unsaid.Contains("backupEnabled") ? backup.Unknown("Atlas does not say whether Cloud Backup is on")
                : cluster.BackupEnabled ? backup.Passed("on") : backup.Warning("off: it has no encrypted snapshots", "Turn on Cloud Backup for it."),
        ];
    }

    private static PrerequisiteCheck AsSeen(ClusterReason reason, PrerequisiteCheck failed, PrerequisiteCheckBuilder check) => reason.IsKnown ? failed : check.Unknown(reason.Text);

    private static PrerequisiteCheck Running(PrerequisiteFacts facts, AtlasCluster cluster, Dictionary<ClusterFault, ClusterReason> reasons)
    {
        var check = s_running.On(facts, cluster.Name);
        return reasons.GetValueOrDefault(ClusterFault.State) is { } state
                ? cluster.StateName == "CREATING" ? check.Warning(state.Text, "Wait until it is IDLE.") : AsSeen(state, check.Failed(state.Text, "Leave it out."), check)
            : reasons.GetValueOrDefault(ClusterFault.Paused) is { } paused ? AsSeen(paused, Paused(facts, cluster, check, paused), check)
            : check.Passed(cluster.StateName);
    }

    /// <summary>Atlas pauses clusters whose key it cannot use. Then only fixing the key helps.</summary>
    private static PrerequisiteCheck Paused(PrerequisiteFacts facts, AtlasCluster cluster, PrerequisiteCheckBuilder check, ClusterReason paused) =>
        cluster.IsEncryptedWithAzure && facts.MayHaveLostTheKey
        ? check.Failed("paused, perhaps by Atlas because it cannot use the key",
        PowerShellCommand.Of($"Get-AtlasCmkDiagnosis -ProjectId {facts.ProjectId} # if Atlas paused it, Atlas starts it again once it can use the key"))
        : check.Failed(paused.Text, "Resume it, and wait until it is IDLE.");

    private static PrerequisiteCheck Key(PrerequisiteFacts facts, AtlasCluster cluster, ClusterReason? reason)
    {
        var check = s_key.On(facts, cluster.Name);
        return reason is null ? check.Passed(cluster.EncryptionAtRestProvider)
            : AsSeen(reason, check.Failed(reason.Text, "Set its encryption provider to NONE in Atlas, wait until it is IDLE, and encrypt it again."), check);
    }

    private static IEnumerable<PrerequisiteCheck> Places(PrerequisiteFacts facts, AtlasCluster cluster, Dictionary<ClusterFault, ClusterReason> reasons)
    {
        var (single, azure, clouds) = (s_singleCloud.On(facts, cluster.Name), s_cloud.On(facts, cluster.Name), string.Join(", ", cluster.Providers));
        var (multi, other) = (reasons.GetValueOrDefault(ClusterFault.MultiCloud), reasons.GetValueOrDefault(ClusterFault.OtherCloud));
        return
        [
            multi is null ? single.Passed(clouds) : UnderPrivateNetworking(facts, single, multi.Text, "Move it to Azure alone, or to another project, before private networking is required."),
            other is null ? azure.Passed(clouds) : UnderPrivateNetworking(facts, azure, other.Text, "Leave it unencrypted by this key, or move it to Azure."),
            .. multi is null && other is null ? new[] { Region(facts, cluster, reasons.GetValueOrDefault(ClusterFault.RegionUncovered)?.Text) } : [],
        ];
    }

    /// <summary>Failed if private networking is required or will be. Otherwise a warning about what it would do.</summary>
    private static PrerequisiteCheck UnderPrivateNetworking(PrerequisiteFacts facts, PrerequisiteCheckBuilder check, string actual, string remedy) =>
        check.Over(facts.PrivateNetworking, required => required ? check.Failed(actual, remedy) : check.Warning(actual, remedy));

    private static PrerequisiteCheck Region(PrerequisiteFacts facts, AtlasCluster cluster, string? uncovered)
    {
        var check = s_region.On(facts, cluster.Name);
        return check.Over(facts.PrivateNetworking, required => !required
            ? check.Passed("private networking is not required")
            : check.Over(facts.ActiveRegions, _ => uncovered is null ? check.Passed(string.Join(", ", cluster.Regions))
                : EndpointRemedy.Unread(facts, cluster.Regions) is { Length: > 0 } odd ? check.Unknown($"{odd}, a status that AtlasCmk does not know")
                : facts.Target.IsPrivateAlready ? check.Failed(uncovered, EndpointRemedy.For(facts, cluster.Regions))
                : check.Warning($"{uncovered} yet; create it once private networking is required", EndpointRemedy.For(facts, cluster.Regions))));
    }
}
