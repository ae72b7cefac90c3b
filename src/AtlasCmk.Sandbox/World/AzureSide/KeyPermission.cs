namespace AtlasCmk.Sandbox.World;

/// <summary>The names that access policies give to rights on keys, and their counterparts among the data actions of roles.</summary>
internal static class KeyPermission
{
    public static IReadOnlyList<string> All { get; } =
        ["all", "encrypt", "decrypt", "wrapKey", "unwrapKey", "sign", "verify", "get", "list", "create", "update", "import", "delete",
         "backup", "restore", "recover", "purge", "release", "rotate", "getrotationpolicy", "setrotationpolicy"];

    /// <summary>All three at once, or the data cannot be read: what Atlas does with a key.</summary>
    public static IReadOnlyList<string> NeededByAtlas { get; } = ["get", "encrypt", "decrypt"];

    public static string DataAction(string permission) => permission.ToUpperInvariant() switch
    {
        "GET" or "LIST" => "Microsoft.KeyVault/vaults/keys/read",
        "DELETE" => "Microsoft.KeyVault/vaults/keys/delete",
        "WRAPKEY" => "Microsoft.KeyVault/vaults/keys/wrap/action",
        "UNWRAPKEY" => "Microsoft.KeyVault/vaults/keys/unwrap/action",
        "GETROTATIONPOLICY" => "Microsoft.KeyVault/vaults/keyrotationpolicies/read",
        "SETROTATIONPOLICY" => "Microsoft.KeyVault/vaults/keyrotationpolicies/write",
        _ => $"Microsoft.KeyVault/vaults/keys/{permission}/action",
    };
}
