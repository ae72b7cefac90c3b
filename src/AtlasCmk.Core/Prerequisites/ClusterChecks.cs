namespace AtlasCmk;

/// <summary>What is asked of each cluster. Whether it can be encrypted is <see cref="ClusterEligibility"/>'s to say.</summary>
internal static class ClusterChecks
{
    private static readonly PrerequisiteRule s_tier = new("ClusterTier", "a dedicated cluster, M10 or larger", RuleSource.PrivateEndpoints);
    private static readonly PrerequisiteRule s_running = new("ClusterRunning", "not paused", RuleSource.AtlasKeys);
    private static readonly PrerequisiteRule s_singleCloud = new("ClusterSingleCloud", "nodes in one cloud: Atlas disables multi-cloud clusters when private networking is required", RuleSource.PrivateEndpoints);
    private static readonly PrerequisiteRule s_cloud = new("ClusterOnAzure", "nodes on Azure alone under private networking", RuleSource.PrivateEndpoints);
    private static readonly PrerequisiteRule s_region = new("ClusterRegion", "an ACTIVE private endpoint in every region with nodes: electable, read-only or analytics", RuleSource.PrivateEndpoints);
    private static readonly PrerequisiteRule s_backup = new("ClusterBackup", "Cloud Backup, so that snapshots are encrypted too", RuleSource.PrivateEndpoints);

    private static readonly PrerequisiteRule[] s_all = [s_tier, s_running, s_singleCloud, s_cloud, s_region, s_backup];

    public static IEnumerable<PrerequisiteCheck> Of(PrerequisiteFacts facts) =>
    [
        .. Unread(facts, facts.Clusters, s_all),
        .. facts.OtherDeployments.SelectMany(list => Unread(facts, list, s_tier)),
        .. facts.KnownClusters.SelectMany(c => Of(facts, c)),
    ];

    /// <summary>Of clusters that could not be listed, nothing is known; the project stands for them.</summary>
    private static IEnumerable<PrerequisiteCheck> Unread(PrerequisiteFacts facts, Fact<IReadOnlyList<AtlasCluster>> list, params PrerequisiteRule[] rules) =>
        list.IsKnown ? [] : rules.Select(r => r.On(facts, facts.ProjectId).Unknown(list.Reason, list.Failure?.Remedy));

    private static IEnumerable<PrerequisiteCheck> Of(PrerequisiteFacts facts, AtlasCluster cluster)
    {
        var reasons = ClusterEligibility.ReasonsAgainst(cluster, privateNetworking: true, facts.ActiveRegions.Value ?? []).ToDictionary(r => r.Fault, r => r.Text);
        var tier = s_tier.On(facts, cluster.Name);
        if (reasons.TryGetValue(ClusterFault.Tier, out var small))
        {
            return [tier.Failed(small, "Upgrade it to M10 or larger, or leave its data unencrypted by the key.")];
        }

        var (running, single, azure, backup) = (s_running.On(facts, cluster.Name), s_singleCloud.On(facts, cluster.Name), s_cloud.On(facts, cluster.Name), s_backup.On(facts, cluster.Name));
        return
        [
            tier.Passed(cluster.InstanceSize),
            reasons.TryGetValue(ClusterFault.Paused, out var paused) ? running.Failed(paused, Resumption(facts, cluster)) : running.Passed(cluster.StateName),
            reasons.TryGetValue(ClusterFault.MultiCloud, out var multi)
                ? UnderPrivateNetworking(facts, single, multi, "Move it to Azure alone, or to a project of its own, before private networking is required.")
                : single.Passed(string.Join(", ", cluster.Providers)),
            reasons.TryGetValue(ClusterFault.OtherCloud, out var other)
                ? UnderPrivateNetworking(facts, azure, other, "Leave it unencrypted by this key, or move it to Azure.")
                : azure.Passed(string.Join(", ", cluster.Providers)),
            .. multi is null && other is null ? new[] { Region(facts, cluster, reasons.GetValueOrDefault(ClusterFault.RegionUncovered)) } : [],
            cluster.BackupEnabled ? backup.Passed("on") : backup.Warning("off: there are no encrypted snapshots of it", "Turn Cloud Backup on for it."),
        ];
    }

    /// <summary>Atlas pauses the clusters whose key it cannot use: nothing helps but to mend that.</summary>
    private static string Resumption(PrerequisiteFacts facts, AtlasCluster cluster) => cluster.IsEncryptedWithAzure && facts.Encryption.Value?.Valid is false
        ? $"Test-AtlasCmkPrerequisite -ProjectId {facts.ProjectId} -Diagnose # Atlas cannot use the key, and starts what it has paused for that once it can"
        : "Resume it, and wait until it is IDLE.";

    /// <summary>Fatal where private networking is required or is about to be; else what would come of it.</summary>
    private static PrerequisiteCheck UnderPrivateNetworking(PrerequisiteFacts facts, PrerequisiteVerdict check, string actual, string remedy) =>
        facts.Target.RequirePrivateNetworking ? check.Failed(actual, remedy) : check.Warning(actual, remedy);

    private static PrerequisiteCheck Region(PrerequisiteFacts facts, AtlasCluster cluster, string? uncovered)
    {
        var check = s_region.On(facts, cluster.Name);
        if (!facts.Target.RequirePrivateNetworking)
        {
            return check.Passed("private networking is not required");
        }

        var regions = string.Join(", ", cluster.Regions);
        return check.Over(facts.ActiveRegions, _ => uncovered is null ? check.Passed(regions)
            : facts.Target.IsPrivateAlready ? check.Failed(uncovered, EndpointRemedy.For(facts, cluster.Regions))
            : check.Warning($"{uncovered}, which comes after private networking is required", EndpointRemedy.For(facts, cluster.Regions)));
    }
}
