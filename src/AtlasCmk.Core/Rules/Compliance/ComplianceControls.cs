namespace AtlasCmk.Rules;

/// <summary>The controls, in the order in which results are shown.</summary>
internal static class ComplianceControls
{
    private static readonly string[] s_atRest = [Frameworks.IsoCryptography, Frameworks.DoraEncryption];
    private static readonly string[] s_keys = [Frameworks.IsoCryptography, Frameworks.PciKeyProtection, Frameworks.DoraKeys];
    private static readonly string[] s_keyChange = [Frameworks.IsoCryptography, Frameworks.PciKeyChange, Frameworks.DoraKeys];
    private static readonly string[] s_network = [Frameworks.IsoNetworks, Frameworks.PciKeyProtection, Frameworks.DoraNetworks];

    public static IReadOnlyList<ComplianceControl> All { get; } =
    [
        new(ControlId.Enabled, 2, "Customer-managed keys in Azure Key Vault are enabled", _ => "enabled", ProjectControls.Enabled, s_atRest),
        new(ControlId.KeyValid, 1, "Atlas can use the key", _ => "valid", OfEnabled(ProjectControls.KeyValid), s_keys),
        new(ControlId.PrivateNetworking, 6, "Atlas reaches the vault over private endpoints only", _ => "private networking is required", OfEnabled(ProjectControls.PrivateNetworking), s_network),
        new(ControlId.EndpointRegions, 7, "Every region with nodes of encrypted clusters has a private endpoint", _ => "an ACTIVE endpoint in each region",
            OfEnabled(ProjectControls.EndpointRegions), s_network),
        new(ControlId.ClusterEncryption, 5, "Every cluster that can use the key is encrypted with it", _ => "each encrypted with AZURE", OfEnabled(ProjectControls.ClusterEncryption), s_atRest),
        new(ControlId.KeyAge, 10, "The key version is not too old", b => $"at most {Days(b.KeyAgeDays)} old", OfEnabled(VaultControls.KeyAge), s_keyChange),
        new(ControlId.KeyExpiry, 3, "The key version does not expire soon", b => $"no expiry within {Days(b.KeyLifeDays)}", OfEnabled(VaultControls.KeyExpiry), s_keys),
        new(ControlId.VaultNetwork, 8, "The vault has no public access", b => string.Join(" or ", b.VaultAccess), OfEnabled(VaultControls.Network), s_network),
        new(ControlId.PurgeProtection, 9, "A deleted key cannot be purged early", _ => "purge protection is on", OfEnabled(VaultControls.PurgeProtection), s_keys),
        new(ControlId.Credential, 4, "Atlas signs in without a secret, or with one that does not expire soon",
            b => b.Secretless ? "a role, without a secret" : $"a role, or a client secret with at least {Days(b.CredentialLifeDays)} left", OfEnabled(ProjectControls.Credential),
            [Frameworks.IsoAuthentication, Frameworks.PciApplicationSecret]),
        new(ControlId.CloudBackup, 11, "Every encrypted cluster has Cloud Backup", _ => "on for each", OfEnabled(ProjectControls.CloudBackup), [Frameworks.IsoBackup, Frameworks.DoraBackup]),
        new(ControlId.BackupPolicy, 12, "The Backup Compliance Policy requires encryption", _ => "a policy that requires encryption at rest", OfEnabled(ProjectControls.BackupPolicy),
            [Frameworks.IsoBackup, Frameworks.IsoCryptography, Frameworks.DoraBackup]),
        new(ControlId.Alerts, 13, "Alerts report problems with the key", _ => "alerts are in place", OfEnabled((_, _) => Verdict.NotAssessed("this version of AtlasCmk does not read alerts")),
            [Frameworks.IsoMonitoring]),
    ];

    public static string Days(int days) => days == 1 ? "1 day" : $"{days} days";

    /// <summary>The outcomes of the controls that the baseline requires.</summary>
    /// <param name="facts">The project.</param>
    /// <param name="baseline">The baseline.</param>
    /// <param name="matches">Whether a name matches a pattern of an exception.</param>
    public static IReadOnlyList<ControlOutcome> Judge(CmkFacts facts, ComplianceBaseline baseline, Func<string, string, bool> matches) =>
    [
        .. All.Where(c => baseline.Requires(c.Id)).Select(c => new ControlOutcome(c, c.Judge(facts, baseline)).Under(
            baseline, facts.Now, e => matches(e.Project, facts.ProjectId) || (facts.ProjectName is { } name && matches(e.Project, name)))),
    ];

    /// <summary>Without a key, only the first control has something to judge.</summary>
    private static Func<CmkFacts, ComplianceBaseline, Verdict> OfEnabled(Func<CmkFacts, ComplianceBaseline, Verdict> judge) =>
        (facts, baseline) => facts.Encryption.Enabled ? judge(facts, baseline) : Verdict.NotApplicable("customer-managed keys are not enabled");
}
