namespace AtlasCmk;

/// <summary>The controls that are required, with their limits, and the exceptions from them.</summary>
internal sealed record ComplianceBaseline
{
    /// <summary>The name for reports.</summary>
    public string Name { get; init; } = "built-in";

    /// <summary>The IDs of the required controls.</summary>
    public IReadOnlySet<string> Controls { get; init; } = s_builtIn;

    /// <summary>The maximum age of the key version in use.</summary>
    public int KeyAgeDays { get; init; } = 365;

    /// <summary>The minimum time until the key version expires.</summary>
    public int KeyLifeDays { get; init; } = 30;

    /// <summary>The minimum time until the client secret expires.</summary>
    public int CredentialLifeDays { get; init; } = 30;

    /// <summary>Whether a client secret is refused, however long it lives.</summary>
    public bool Secretless { get; init; }

    /// <summary>The kinds of public access that a vault may have, as in <see cref="CmkStatus.VaultAccess"/>.</summary>
    public IReadOnlyList<string> VaultAccess { get; init; } = [CmkStatus.Closed];

    /// <summary>Connections that belong to other services of yours: names, with wildcards.</summary>
    public IReadOnlyList<string> Connections { get; init; } = [];

    public IReadOnlyList<ComplianceException> Exceptions { get; init; } = [];

    /// <summary>The controls that cost no additional request.</summary>
    private static readonly HashSet<string> s_builtIn =
    [
        ControlId.Enabled, ControlId.KeyValid, ControlId.PrivateNetworking, ControlId.EndpointRegions, ControlId.ClusterEncryption, ControlId.KeyAge,
        ControlId.KeyExpiry, ControlId.VaultNetwork, ControlId.PurgeProtection, ControlId.VaultConnections, ControlId.Credential, ControlId.CloudBackup,
    ];

    public static ComplianceBaseline BuiltIn { get; } = new();

    public bool Requires(string control) => Controls.Contains(control);
}

/// <summary>A control that a project need not meet until a day.</summary>
/// <param name="Project">The ID or name of the project, with wildcards; for a control of a vault, the name of the vault.</param>
/// <param name="Control">The ID of the control.</param>
/// <param name="Reason">Why.</param>
/// <param name="Expires">The last day on which it counts, in UTC.</param>
internal sealed record ComplianceException(string Project, string Control, string Reason, DateOnly Expires);

/// <summary>The IDs of the controls. They are public: files and scripts use them.</summary>
internal static class ControlId
{
    public const string Enabled = "Enabled";
    public const string KeyValid = "KeyValid";
    public const string PrivateNetworking = "PrivateNetworking";
    public const string EndpointRegions = "EndpointRegions";
    public const string ClusterEncryption = "ClusterEncryption";
    public const string KeyAge = "KeyAge";
    public const string KeyExpiry = "KeyExpiry";
    public const string VaultNetwork = "VaultNetwork";
    public const string PurgeProtection = "PurgeProtection";
    public const string VaultConnections = "VaultConnections";
    public const string Credential = "Credential";
    public const string CloudBackup = "CloudBackup";
    public const string BackupPolicy = "BackupPolicy";
    public const string Alerts = "Alerts";

    public static IReadOnlyList<string> All { get; } =
    [
        Enabled, KeyValid, PrivateNetworking, EndpointRegions, ClusterEncryption, KeyAge, KeyExpiry, VaultNetwork, PurgeProtection, VaultConnections, Credential,
        CloudBackup, BackupPolicy, Alerts,
    ];
}

/// <summary>The possible results of a control.</summary>
internal static class ControlResult
{
    public const string Passed = "Passed";
    public const string Failed = "Failed";
    public const string NotApplicable = "NotApplicable";
    public const string NotAssessed = "NotAssessed";
    public const string Excepted = "Excepted";

    public static IReadOnlyList<string> All { get; } = [Passed, Failed, NotApplicable, NotAssessed, Excepted];
}
