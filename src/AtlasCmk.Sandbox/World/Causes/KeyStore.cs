namespace AtlasCmk.Sandbox.World;

/// <summary>Creates key versions, as a vault does.</summary>
internal sealed class KeyStore(SandboxWorld world)
{
    /// <summary>The version of an identifier now, or at <paramref name="time"/>. Null if there is none.</summary>
    public VaultKeyVersion? Find(KeyAddress? address, DateTimeOffset? time = null) =>
        address is not null && world.Subscription.Vaults.Find(v => string.Equals(v.Host, address.Host, StringComparison.OrdinalIgnoreCase))?.FindKey(address.KeyName) is { } key
            ? address.Version is null ? key.LatestEnabled(time) : key.FindVersion(address.Version)
            : null;

    public VaultKeyVersion AddVersion(VaultKey key, DateTimeOffset? created = null)
    {
        var version = new VaultKeyVersion(key, world.Ids.KeyVersion(), created ?? world.Now) { PublicHalf = world.Ids.Token(342) };
        key.Versions.Add(version);
        return version;
    }

    /// <summary>Rotates a key: the new version copies the previous one, and expires according to the key's policy.</summary>
    public VaultKeyVersion Rotate(VaultKey key, DateTimeOffset? created = null)
    {
        var before = key.Current;
        var after = AddVersion(key, created);
        after.KeyType = before.KeyType;
        after.KeySize = before.KeySize;
        after.KeyOperations = before.KeyOperations;
        after.Expires = key.RotationPolicy?.ExpiryOf(after.Created);
        return after;
    }

    /// <summary>Runs the automatic rotations that are due.</summary>
    public void FollowPolicies()
    {
        foreach (var key in world.Subscription.Vaults.SelectMany(vault => vault.Keys).Where(key => key.Versions.Count > 0))
        {
            while (key.RotationPolicy?.SuccessorOf(key.Current) is { } due && due <= world.Now && due > key.Current.Created)
            {
                Rotate(key, due);
            }
        }
    }
}
