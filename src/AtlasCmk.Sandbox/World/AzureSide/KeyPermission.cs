namespace AtlasCmk.Sandbox.World;

/// <summary>The names of key permissions in access policies, and the corresponding data actions of roles.</summary>
internal static class KeyPermission
{
    public static IReadOnlyList<string> All { get; } =
        ["all", "encrypt", "decrypt", "wrapKey", "unwrapKey", "sign", "verify", "get", "list", "create", "update", "import", "delete",
         "backup", "restore", "recover", "purge", "release", "rotate", "getrotationpolicy", "setrotationpolicy"];

    /// <summary>The permissions that Atlas requires. Without all three, data cannot be read.</summary>
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
