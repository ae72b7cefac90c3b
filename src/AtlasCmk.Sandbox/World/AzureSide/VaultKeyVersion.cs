namespace AtlasCmk.Sandbox.World;

internal sealed class VaultKeyVersion(VaultKey key, string version, DateTimeOffset created)
{
    public VaultKey Key { get; } = key;

    public string Version { get; } = version;

    public DateTimeOffset Created { get; set; } = created;

    public DateTimeOffset Updated { get; set; } = created;

    public bool Enabled { get; set; } = true;

    public DateTimeOffset? NotBefore { get; set; }

    public DateTimeOffset? Expires { get; set; }

    public string KeyType { get; set; } = "RSA";

    public int KeySize { get; set; } = 2048;

    public IReadOnlyList<string> KeyOperations { get; set; } = ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"];

    public Dictionary<string, string> Tags { get; } = [];

    /// <summary>Random characters for the public key.</summary>
    public required string PublicHalf { get; init; }

    /// <summary>The public key for the data plane: opaque base64url with as many bytes as the key size.</summary>
    public string Modulus => (PublicHalf + PublicHalf)[..(((KeySize / 8 * 4) + 2) / 3)];

    public string Identifier => $"{Key.Id}/{Version}";
}
