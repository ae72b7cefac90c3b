namespace AtlasCmk.Sandbox.World;

internal sealed class KeyVersion(VaultKey key, string version, DateTimeOffset created)
{
    public VaultKey Key { get; } = key;

    public string Version { get; } = version;

    public DateTimeOffset Created { get; } = created;

    public DateTimeOffset Updated { get; set; } = created;

    public bool Enabled { get; set; } = true;

    public DateTimeOffset? NotBefore { get; set; }

    public DateTimeOffset? Expires { get; set; }

    public string KeyType { get; set; } = "RSA";

    public int KeySize { get; set; } = 2048;

    public IReadOnlyList<string> KeyOperations { get; set; } = ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"];

    public Dictionary<string, string> Tags { get; } = [];

    /// <summary>The public half, for the data plane's answers; opaque here.</summary>
    public required string Modulus { get; init; }

    public string Identifier => $"{Key.Id}/{Version}";
}
