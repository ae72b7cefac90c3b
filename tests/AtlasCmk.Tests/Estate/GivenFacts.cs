using AtlasCmk.Tests.Fakes;

namespace AtlasCmk.Tests.Estate;

/// <summary>The facts of a project that meets every control, to be changed by a test.</summary>
internal static class GivenFacts
{
    public static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    public static KeyVersionFact Current { get; } = new(KeyIdentifier.TryParse(Given.Key)!.Version!, true, Now.AddDays(-98), Now.AddDays(200));

    public static VaultFacts Vault { get; } = new(VaultExposure.Closed, "", PurgeProtection: true, [new("pe-1", "Approved")]);

    public static CmkFacts Compliant { get; } = new(Given.EncryptionByRole(requirePrivateNetworking: true), Now)
    {
        Clusters = TheClusters(Encrypted("orders")),
        Endpoints = Endpoints(Given.Endpoint("US_EAST_2", EndpointStatus.Active, "pe-1")),
        Vault = ReadResult.Of<VaultFacts?>(Vault),
        KeyVersion = ReadResult.Of<KeyVersionFact?>(Current),
        BackupPolicy = ReadResult.Of(true),
    };

    /// <summary>The settings of a project that signs in with a client secret.</summary>
    public static EncryptionAtRest WithSecret { get; } = Given.Encryption(requirePrivateNetworking: true);

    public static AtlasCluster Encrypted(string name) => Given.Cluster(name, EncryptionProvider.Azure) with { BackupEnabled = true };

    public static ReadResult<IReadOnlyList<AtlasCluster>> TheClusters(params AtlasCluster[] clusters) => ReadResult.Of<IReadOnlyList<AtlasCluster>>(clusters);

    public static ReadResult<IReadOnlyList<AkvPrivateEndpoint>> Endpoints(params AkvPrivateEndpoint[] endpoints) => ReadResult.Of<IReadOnlyList<AkvPrivateEndpoint>>(endpoints);

    public static ReadResult<KeyVersionFact?> TheKey(KeyVersionFact? version) => ReadResult.Of(version);

    public static IReadOnlyList<ControlOutcome> Judge(CmkFacts facts, ComplianceBaseline? baseline = null) =>
        ComplianceControls.Judge(facts, baseline ?? ComplianceBaseline.BuiltIn, (pattern, name) => pattern == name);

    public static ControlOutcome Judge(string control, CmkFacts facts, ComplianceBaseline? baseline = null) =>
        Judge(facts, (baseline ?? ComplianceBaseline.BuiltIn) with { Controls = new HashSet<string> { control } }).Single();

    public static CmkStatus Status(CmkFacts facts) => StatusRules.Of(facts, Judge(facts));
}
