namespace AtlasCmk.Sandbox.World;

internal sealed class VaultKey(string name, Vault vault)
{
    public string Name { get; } = name;

    public Vault Vault { get; } = vault;

    public string Id => $"{Vault.VaultUri}keys/{Name}";

    public Dictionary<string, string> Tags { get; } = [];

    /// <summary>In the order of their making: the last one is the current one.</summary>
    public List<VaultKeyVersion> Versions { get; } = [];

    public VaultKeyVersion Current => Versions[^1];

    /// <summary>What Atlas takes where the identifier names no version; null where none is enabled. Of two with one time, the later one.</summary>
    /// <param name="time">Counts only the versions that were there by then; null for all.</param>
    public VaultKeyVersion? LatestEnabled(DateTimeOffset? time = null) =>
        Versions.Where(v => v.Enabled && !(v.Created > time)).OrderBy(v => v.Created).LastOrDefault();

    public RotationPolicy? RotationPolicy { get; set; }

    public VaultKeyVersion? FindVersion(string version) =>
        Versions.Find(v => string.Equals(v.Version, version, StringComparison.OrdinalIgnoreCase));
}
