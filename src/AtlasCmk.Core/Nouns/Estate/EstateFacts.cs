namespace AtlasCmk;

/// <summary>What a command keeps of a vault, for all projects that share it.</summary>
/// <param name="Exposure">From where it can be reached over the public network.</param>
/// <param name="ExposureText">The settings that Azure reports, for a message.</param>
/// <param name="PurgeProtection">Whether a deleted key cannot be purged early.</param>
/// <param name="Connections">Its private endpoint connections.</param>
internal sealed record VaultFacts(VaultExposure Exposure, string ExposureText, bool PurgeProtection, IReadOnlyList<VaultConnectionFact> Connections)
{
    public static VaultFacts Of(KeyVaultSettings vault) => new(
        vault.Exposure,
        vault.PublicNetworkAccess.Equals("Enabled", StringComparison.OrdinalIgnoreCase) ? $"networkAcls.defaultAction '{vault.FirewallDefault}'" : $"publicNetworkAccess '{vault.PublicNetworkAccess}'",
        vault.PurgeProtection,
        [.. vault.Connections.Select(c => new VaultConnectionFact(c.Name, c.Status))]);
}

/// <summary>A private endpoint connection of a vault.</summary>
internal readonly record struct VaultConnectionFact(string Name, string Status);

/// <summary>What a command keeps of a key version.</summary>
internal readonly record struct KeyVersionFact(string Version, bool? Enabled, DateTimeOffset? Created, DateTimeOffset? Expires)
{
    public static KeyVersionFact Of(KeyVersion version) => new(version.Version, version.Enabled, version.Created, version.Expires);
}

/// <summary>What the controls need to know about a project. What was not read has a reason.</summary>
internal sealed record CmkFacts(EncryptionAtRest Encryption, DateTimeOffset Now)
{
    public string ProjectId => Encryption.ProjectId!;

    /// <summary>The name of the project, if the command knows it.</summary>
    public string? ProjectName { get; init; }

    public ReadResult<IReadOnlyList<AtlasCluster>> Clusters { get; init; } = ReadResult.Unknown<IReadOnlyList<AtlasCluster>>(NotRead);

    public ReadResult<IReadOnlyList<AkvPrivateEndpoint>> Endpoints { get; init; } = ReadResult.Unknown<IReadOnlyList<AkvPrivateEndpoint>>(NotRead);

    /// <summary>A null value if there is no such vault, or the identity cannot see it.</summary>
    public ReadResult<VaultFacts?> Vault { get; init; } = ReadResult.Unknown<VaultFacts?>(NotRead);

    /// <summary>The version that the settings name, or the latest enabled one. A null value if Azure lists no such version.</summary>
    public ReadResult<KeyVersionFact?> KeyVersion { get; init; } = ReadResult.Unknown<KeyVersionFact?>(NotRead);

    /// <summary>The secrets of the application that Atlas signs in as. Read only if the baseline has the control.</summary>
    public ReadResult<ApplicationSecrets> Secrets { get; init; } =
        ReadResult.Unknown<ApplicationSecrets>("Atlas does not report when the client secret expires, and Microsoft Graph was not read");

    /// <summary>Whether a Backup Compliance Policy requires encryption. Read only if the baseline has the control.</summary>
    public ReadResult<bool> BackupPolicy { get; init; } = ReadResult.Unknown<bool>(NotRead);

    private const string NotRead = "not read";
}
