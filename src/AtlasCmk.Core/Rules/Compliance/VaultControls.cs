namespace AtlasCmk.Rules;

/// <summary>The controls of what Azure reports: the key version and the vault.</summary>
internal static class VaultControls
{
    public static Verdict KeyAge(CmkFacts facts, ComplianceBaseline baseline) => Key(facts, version =>
        version.Created is not { } created ? Verdict.NotAssessed("Azure does not report when the key version was created")
        : Age(created, facts.Now) is var age && age <= baseline.KeyAgeDays ? Verdict.Passed($"the key version is {ComplianceControls.Days(age)} old")
        : Verdict.Failed($"the key version is {ComplianceControls.Days(age)} old", Rotate(facts)));

    public static Verdict KeyExpiry(CmkFacts facts, ComplianceBaseline baseline) => Key(facts, version => version.Expires switch
    {
        null => Verdict.Passed("the key version does not expire"),
        { } end when end > facts.Now.AddDays(baseline.KeyLifeDays) => Verdict.Passed($"the key version expires {ProjectControls.When(end, facts.Now)}"),
        // Atlas does not change keys while it cannot use the current one, so an expired version must become usable first.
        { } end when end <= facts.Now.Add(KeyVersionRules.ShortestRemainingLife) => Verdict.Failed(
            $"the key version {(end <= facts.Now ? "expired" : "expires")} {ProjectControls.When(end, facts.Now)}",
            Extend(facts, version.Version)),
        { } end => Verdict.Failed($"the key version expires {ProjectControls.When(end, facts.Now)}", Rotate(facts)),
    });

    public static Verdict Network(CmkFacts facts, ComplianceBaseline baseline) => Facts(facts, vault => Access(vault) switch
    {
        CmkStatus.Unknown => Verdict.NotAssessed($"Azure reports {vault.ExposureText} for the vault {Name(facts)}, which AtlasCmk does not understand"),
        var access when baseline.VaultAccess.Contains(access) => Verdict.Passed($"vault {Name(facts)} {Words(access)}"),
        CmkStatus.Perimeter => Verdict.NotAssessed(
            $"the rules of a network security perimeter decide who reaches the vault {Name(facts)}, and AtlasCmk does not read them", "Check the access rules of the perimeter in Azure."),
        var access => Verdict.Failed($"vault {Name(facts)} {Words(access)}", Update(facts, PowerShellCommand.Of(
            $"-PublicNetworkAccess Disabled # once every project that uses the vault has private endpoints"))),
    });

    public static Verdict PurgeProtection(CmkFacts facts, ComplianceBaseline baseline) => Facts(facts, vault => vault.PurgeProtection
        ? Verdict.Passed("purge protection is on")
        : Verdict.Failed($"purge protection of vault {Name(facts)} is off",
            Update(facts, PowerShellCommand.Of($"-EnablePurgeProtection # permanent: Azure cannot turn it off again"))));

    public static string Access(VaultFacts vault) => vault.Exposure switch
    {
        VaultExposure.Open => CmkStatus.Open,
        VaultExposure.Listed => CmkStatus.Firewall,
        VaultExposure.Closed => CmkStatus.Closed,
        VaultExposure.Perimeter => CmkStatus.Perimeter,
        _ => CmkStatus.Unknown,
    };

    public static int Age(DateTimeOffset created, DateTimeOffset now) => (int)(now - created).TotalDays;

    /// <summary>The version that a key identifier means. The versions are newest first.</summary>
    public static KeyVersionFact? VersionOf(KeyIdentifier key, IReadOnlyList<KeyVersionFact> versions) => key.FollowsLatest
        ? versions.Where(v => v.Enabled is not false).Concat(versions).Select(v => (KeyVersionFact?)v).FirstOrDefault()
        : versions.Where(v => v.Version.Equals(key.Version, StringComparison.OrdinalIgnoreCase)).Select(v => (KeyVersionFact?)v).FirstOrDefault();

    private static string Words(string access) => access switch
    {
        CmkStatus.Open => "is open to all networks",
        CmkStatus.Firewall => "admits the public addresses in its firewall",
        CmkStatus.Perimeter => "is in a network security perimeter",
        _ => "has no public access",
    };

    private static Verdict Key(CmkFacts facts, Func<KeyVersionFact, Verdict> judge) => Verdict.Over(facts.KeyVersion, version => version is { } there
        ? judge(there)
        : Verdict.NotAssessed($"Azure lists no version {facts.Encryption.Key?.Version ?? "at all"} of the key {facts.Encryption.Key?.KeyName}"));

    private static Verdict Facts(CmkFacts facts, Func<VaultFacts, Verdict> judge) => Verdict.Over(facts.Vault, vault => vault is { } there
        ? judge(there)
        : Verdict.NotAssessed($"Azure shows no vault {Name(facts)} there. It may not exist, or the identity cannot see it"));

    private static string Name(CmkFacts facts) => Vault(facts)?.Name ?? facts.Encryption.KeyVaultName ?? "of the project";

    private static KeyVaultReference? Vault(CmkFacts facts) => facts.Encryption.Vault;

    private static string Extend(CmkFacts facts, string version) => PowerShellCommand.Of(
        $"Update-AzKeyVaultKey -VaultName {Vault(facts)?.Name} -Name {facts.Encryption.Key?.KeyName} -Version {version} -Expires (Get-Date).ToUniversalTime().AddYears(1)");

    private static string Rotate(CmkFacts facts) => PowerShellCommand.Of($"Invoke-AtlasKeyRotation -ProjectId {facts.ProjectId} -NewVersion");

    private static string Update(CmkFacts facts, PowerShellCommand change) => PowerShellCommand.Of(
        $"Update-AzKeyVault -VaultName {Vault(facts)?.Name} -ResourceGroupName {Vault(facts)?.ResourceGroupName} -SubscriptionId {Vault(facts)?.SubscriptionId} {change}");
}
