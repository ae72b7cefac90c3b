using AtlasCmk.Tests.Errors;
using AtlasCmk.Tests.Fakes;
using Xunit;
using static AtlasCmk.Tests.Estate.GivenFacts;

namespace AtlasCmk.Tests.Estate;

/// <summary>The verdict of each control: only what was seen passes.</summary>
public sealed class ComplianceControlsTests
{
    private static readonly DateTimeOffset s_now = GivenFacts.Now;

    private static readonly ReadResult<IReadOnlyList<AkvPrivateEndpoint>> s_noRight = ReadResult.Unknown<IReadOnlyList<AkvPrivateEndpoint>>("needs Project Owner");

    /// <summary>A control, the facts, the result, and what the user reads.</summary>
    private static readonly (string Control, CmkFacts Facts, string Result, string Text)[] s_situations =
    [
        (ControlId.Enabled, new(Given.NotEnabled, s_now), "Failed", "no customer-managed key"),
        (ControlId.Enabled, new(new(Given.ProjectId) { OtherProviders = ["AWS"] }, s_now), "Failed", "enabled for AWS"),
        (ControlId.KeyValid, new(Given.NotEnabled, s_now), "NotApplicable", "not enabled"),
        (ControlId.KeyValid, Compliant with { Encryption = Given.EncryptionByRole(valid: false) }, "Failed", "Atlas cannot use the key"),
        (ControlId.KeyValid, Compliant with { Encryption = Given.EncryptionByRole(valid: null) }, "NotAssessed", "does not report"),
        (ControlId.PrivateNetworking, Compliant with { Encryption = Given.EncryptionByRole() }, "Failed", "not required"),
        (ControlId.EndpointRegions, Compliant with { Encryption = Given.EncryptionByRole() }, "NotApplicable", "not required"),
        (ControlId.EndpointRegions, Compliant with { Endpoints = Endpoints(Given.Endpoint("US_EAST_2", EndpointStatus.Failed)) }, "Failed", "no ACTIVE endpoint in US_EAST_2"),
        (ControlId.EndpointRegions, Compliant with { Endpoints = Endpoints(Given.Endpoint("US_EAST_2", "SLEEPING")) }, "NotAssessed", "SLEEPING"),
        (ControlId.EndpointRegions, Compliant with { Endpoints = s_noRight }, "NotAssessed", "needs Project Owner"),
        (ControlId.EndpointRegions, Compliant with { Clusters = TheClusters(Encrypted("orders") with { HasUnreadNodes = true }) }, "NotAssessed", "orders"),
        (ControlId.EndpointRegions, Compliant with { Clusters = TheClusters() }, "NotApplicable", "no cluster"),
        (ControlId.ClusterEncryption, Compliant with { Clusters = TheClusters(Encrypted("orders"), Given.Cluster("ledger")) }, "Failed", "1 of 2 clusters not encrypted: ledger"),
        (ControlId.ClusterEncryption, Compliant with { Clusters = TheClusters(Given.Cluster("resting") with { Paused = true }) }, "Failed", "resting"),
        (ControlId.ClusterEncryption, Compliant with { Clusters = TheClusters(Given.Cluster("far") with { Regions = ["US_WEST"] }) }, "Failed", "far"),
        (ControlId.ClusterEncryption, Compliant with { Clusters = TheClusters(Given.Cluster("odd", state: "DREAMING")) }, "NotAssessed", "DREAMING"),
        (ControlId.ClusterEncryption, Compliant with { Clusters = TheClusters(Given.MultiCloudCluster("global"), Given.Cluster("old", state: "DELETING"), Given.Cluster("aws", "AWS")) },
            "NotApplicable", "no cluster can use the key"),
        (ControlId.KeyAge, Compliant with { KeyVersion = TheKey(Current with { Created = s_now.AddDays(-366) }) }, "Failed", "366 days old"),
        (ControlId.KeyAge, Compliant with { KeyVersion = TheKey(Current with { Created = s_now.AddDays(-365) }) }, "Passed", "365 days old"),
        (ControlId.KeyAge, Compliant with { KeyVersion = TheKey(Current with { Created = null }) }, "NotAssessed", "when the key version was created"),
        (ControlId.KeyAge, Compliant with { KeyVersion = TheKey(null) }, "NotAssessed", "Azure lists no version"),
        (ControlId.KeyExpiry, Compliant with { KeyVersion = TheKey(Current with { Expires = null }) }, "Passed", "does not expire"),
        (ControlId.KeyExpiry, Compliant with { KeyVersion = TheKey(Current with { Expires = s_now.AddDays(30) }) }, "Failed", "expires 2026-12-31 (in 30 d)"),
        (ControlId.KeyExpiry, Compliant with { KeyVersion = TheKey(Current with { Expires = s_now.AddDays(-2) }) }, "Failed", "expired 2026-11-29 (2 d ago)"),
        (ControlId.VaultNetwork, Over(VaultExposure.Open), "Failed", "open to all networks"),
        (ControlId.VaultNetwork, Over(VaultExposure.Listed), "Failed", "firewall"),
        (ControlId.VaultNetwork, Over(VaultExposure.Perimeter), "NotAssessed", "perimeter"),
        (ControlId.VaultNetwork, Over(VaultExposure.NotUnderstood), "NotAssessed", "'odd'"),
        (ControlId.VaultNetwork, Compliant with { Vault = ReadResult.Of<VaultFacts?>(null) }, "NotAssessed", "no vault kv-atlas"),
        (ControlId.PurgeProtection, Compliant with { Vault = ReadResult.Of<VaultFacts?>(Vault with { PurgeProtection = false }) }, "Failed", "is off"),
        (ControlId.PurgeProtection, Compliant with { Vault = ReadResult.Unknown<VaultFacts?>("no route") }, "NotAssessed", "no route"),
        (ControlId.Credential, Compliant, "Passed", "role"),
        (ControlId.Credential, Compliant with { Encryption = WithSecret }, "NotAssessed", "Microsoft Graph was not read"),
        (ControlId.Credential, WithSecretUntil(s_now.AddDays(31)), "Passed", "ends 2027-01-01"),
        (ControlId.Credential, WithSecretUntil(s_now.AddDays(30)), "Failed", "ends 2026-12-31"),
        (ControlId.Credential, WithSecretUntil(s_now.AddDays(-1)), "Failed", "ended 2026-11-30"),
        (ControlId.Credential, WithSecretUntil(s_now.AddDays(5), s_now.AddDays(200)), "NotAssessed", "unclear which secret"),
        (ControlId.Credential, WithSecretUntil(s_now.AddDays(40), s_now.AddDays(200)), "Passed", "the earliest end is 2027-01-10"),
        (ControlId.CloudBackup, Compliant with { Clusters = TheClusters(Encrypted("orders") with { BackupEnabled = false }, Given.Cluster("plain")) },
            "Failed", "1 of 1 cluster without Cloud Backup: orders"),
        (ControlId.CloudBackup, Compliant with { Clusters = TheClusters(Encrypted("orders") with { Unsaid = ["backupEnabled"] }) }, "NotAssessed", "orders"),
        (ControlId.CloudBackup, Compliant with { Clusters = TheClusters(Given.Cluster("plain")) }, "NotApplicable", "no cluster"),
        (ControlId.BackupPolicy, Compliant with { BackupPolicy = ReadResult.Of(false) }, "Failed", "no Backup Compliance Policy"),
        (ControlId.Alerts, Compliant, "NotAssessed", "does not read alerts"),
    ];

    public static TheoryData<int> Situations => [.. Enumerable.Range(0, s_situations.Length)];

    [Theory]
    [MemberData(nameof(Situations))]
    public void A_situation_has_its_verdict(int index)
    {
        var (control, facts, result, text) = s_situations[index];
        var verdict = Judge(control, facts).Verdict;

        Assert.Equal((result, true), (verdict.Result, (verdict.Evidence + verdict.Reason).Contains(text, StringComparison.Ordinal)));
        Assert.Equal(result == "Failed", verdict.Remedy is not null && verdict.Evidence.Length > 0);
    }

    [Fact]
    public void A_project_that_meets_every_control_passes_all() =>
        Assert.Equal(["Passed"], Judge(Compliant).Select(o => $"{o.Result}{o.Verdict.Reason}").Distinct());

    [Fact]
    public void Nothing_that_was_not_read_passes()
    {
        var blind = new CmkFacts(WithSecret, s_now);

        Assert.Equal([ControlId.Enabled, ControlId.KeyValid, ControlId.PrivateNetworking], Judge(blind).Where(o => o.Result == "Passed").Select(o => o.Control.Id));
        Assert.DoesNotContain(Judge(blind), o => o.Result is "Failed" or "NotApplicable");
    }

    [Fact]
    public void Every_remedy_can_be_pasted_and_names_its_project()
    {
        var commands = s_situations.Select(s => Judge(s.Control, s.Facts).Verdict.Remedy).OfType<string>().SelectMany(SuggestedCommand.In).ToList();

        Assert.True(commands.Count >= 15, $"{commands.Count} commands");
        Assert.Empty(commands.SelectMany(c => c.Faults().Select(f => $"{c.Text}: {f}")));
    }

    [Theory]
    [InlineData(null, "0123456789abcdef0123456789abcdef")]
    [InlineData(false, "fedcba9876543210fedcba9876543210")]
    public void A_key_without_a_version_means_the_latest_enabled_one(bool? newest, string version)
    {
        var key = KeyIdentifier.TryParse(Given.Key[..Given.Key.LastIndexOf('/')])!;

        Assert.Equal(version, VaultControls.VersionOf(key, [Current with { Enabled = newest }, new("fedcba9876543210fedcba9876543210", true, null, null)])?.Version);
    }

    [Fact]
    public void Limits_come_from_the_baseline()
    {
        Assert.Equal("Failed", Judge(ControlId.KeyAge, Compliant, new() { KeyAgeDays = 97 }).Result);
        Assert.Equal("Failed", Judge(ControlId.KeyExpiry, Compliant, new() { KeyLifeDays = 200 }).Result);
        Assert.Equal("Passed", Judge(ControlId.VaultNetwork, Over(VaultExposure.Listed), new() { VaultAccess = ["Closed", "Firewall"] }).Result);
        Assert.Equal("Failed", Judge(ControlId.Credential, WithSecretUntil(s_now.AddDays(400)), new() { Secretless = true }).Result);
        Assert.Equal("Failed", Judge(ControlId.Credential, WithSecretUntil(s_now.AddDays(400)), new() { CredentialLifeDays = 500 }).Result);
    }

    private static CmkFacts Over(VaultExposure exposure) => Compliant with { Vault = ReadResult.Of<VaultFacts?>(Vault with { Exposure = exposure, ExposureText = "publicNetworkAccess 'odd'" }) };

    private static CmkFacts WithSecretUntil(params DateTimeOffset[] ends) => Compliant with
    {
        Encryption = WithSecret,
        Secrets = ReadResult.Of(new ApplicationSecrets(Given.Client, [.. ends.Select(end => new ApplicationSecret(null, null, null, null, end))])),
    };
}
