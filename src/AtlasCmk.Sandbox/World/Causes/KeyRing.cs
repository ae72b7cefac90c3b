namespace AtlasCmk.Sandbox.World;

/// <summary>Makes versions of keys, as a vault does.</summary>
internal sealed class KeyRing(SandboxWorld world)
{
    /// <summary>The version that an identifier means now, or meant at <paramref name="time"/>; null where there is none.</summary>
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

    /// <summary>A version like the one before it, that expires as the key's policy says: as rotation makes it.</summary>
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

    /// <summary>What vaults have done by themselves until now.</summary>
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
