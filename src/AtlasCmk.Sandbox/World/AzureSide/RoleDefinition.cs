using System.IO.Enumeration;

namespace AtlasCmk.Sandbox.World;

/// <summary>The built-in roles that matter to a vault, with Microsoft's own ids and actions.</summary>
internal sealed record RoleDefinition(string Id, string Name, string[] Actions, string[] DataActions)
{
    private const string Keys = "Microsoft.KeyVault/vaults/keys/";

    public static RoleDefinition Owner { get; } = new("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", ["*"], []);

    public static RoleDefinition Reader { get; } = new("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", ["*/read"], []);

    public static RoleDefinition KeyVaultReader { get; } = new("21090545-7ca7-4776-b22c-e363652d74d2", "Key Vault Reader",
        ["Microsoft.KeyVault/vaults/read", "Microsoft.KeyVault/vaults/*/read", "Microsoft.KeyVault/operations/read"],
        ["Microsoft.KeyVault/vaults/*/read"]);

    public static RoleDefinition KeyVaultContributor { get; } = new("f25e0fa2-a7c8-4377-a976-54943a77a395", "Key Vault Contributor",
        ["Microsoft.KeyVault/*", "Microsoft.Authorization/*/read", "Microsoft.Resources/subscriptions/resourceGroups/read"], []);

    public static RoleDefinition KeyVaultAdministrator { get; } = new("00482a5a-887f-4fb3-b363-3b7fe8e74483", "Key Vault Administrator",
        ["Microsoft.KeyVault/vaults/read", "Microsoft.KeyVault/vaults/*/read"], ["Microsoft.KeyVault/vaults/*"]);

    public static RoleDefinition KeyVaultCryptoOfficer { get; } = new("14b46e9e-c2b7-41b4-b07b-48a6ebf60603", "Key Vault Crypto Officer",
        ["Microsoft.KeyVault/vaults/read", "Microsoft.KeyVault/vaults/*/read"],
        [Keys + "*", "Microsoft.KeyVault/vaults/keyrotationpolicies/*"]);

    public static RoleDefinition KeyVaultCryptoUser { get; } = new("12338af0-0e69-4776-bea7-57ae8d297424", "Key Vault Crypto User", [],
        [Keys + "read", Keys + "update/action", Keys + "backup/action", Keys + "encrypt/action", Keys + "decrypt/action",
         Keys + "wrap/action", Keys + "unwrap/action", Keys + "sign/action", Keys + "verify/action"]);

    /// <summary>Wraps and unwraps only, so that it is not enough for Atlas, which encrypts and decrypts.</summary>
    public static RoleDefinition KeyVaultCryptoServiceEncryptionUser { get; } = new("e147488a-f6f5-4113-8e2d-b22465e65bf6",
        "Key Vault Crypto Service Encryption User",
        ["Microsoft.EventGrid/eventSubscriptions/write", "Microsoft.EventGrid/eventSubscriptions/read", "Microsoft.EventGrid/eventSubscriptions/delete"],
        [Keys + "read", Keys + "wrap/action", Keys + "unwrap/action"]);

    public static IReadOnlyList<RoleDefinition> All { get; } =
        [Owner, Reader, KeyVaultReader, KeyVaultContributor, KeyVaultAdministrator, KeyVaultCryptoOfficer, KeyVaultCryptoUser, KeyVaultCryptoServiceEncryptionUser];

    public bool PermitsAction(string action) => Actions.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, action));

    public bool PermitsDataAction(string action) => DataActions.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, action));
}
