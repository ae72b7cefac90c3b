namespace AtlasCmk.Sandbox.World;

internal sealed class VaultKey(string name, Vault vault)
{
    public string Name { get; } = name;

    public Vault Vault { get; } = vault;

    public string Id => $"{Vault.VaultUri}keys/{Name}";

    public Dictionary<string, string> Tags { get; } = [];

    /// <summary>In order of creation. The last version is the current one.</summary>
    public List<VaultKeyVersion> Versions { get; } = [];

    public VaultKeyVersion Current => Versions[^1];

    /// <summary>The version that Atlas uses if the identifier has none. Null if none is enabled. For versions with the same time, the later one.</summary>
    /// <param name="time">Includes only versions that existed at that time. Null includes all.</param>
    public VaultKeyVersion? LatestEnabled(DateTimeOffset? time = null) =>
        Versions.Where(v => v.Enabled && !(v.Created > time)).OrderBy(v => v.Created).LastOrDefault();

    public RotationPolicy? RotationPolicy { get; set; }

    public VaultKeyVersion? FindVersion(string version) =>
        Versions.Find(v => string.Equals(v.Version, version, StringComparison.OrdinalIgnoreCase));
}
