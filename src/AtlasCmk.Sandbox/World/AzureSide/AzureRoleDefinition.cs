using System.IO.Enumeration;

namespace AtlasCmk.Sandbox.World;

/// <summary>The built-in roles that matter to a vault, with Microsoft's IDs and permissions.</summary>
/// <remarks>Source: Microsoft, "Azure built-in roles for Security" and "for General", as published in 2026.</remarks>
internal sealed record AzureRoleDefinition(string Id, string Name, string[] Actions, string[] DataActions)
{
    private const string Keys = "Microsoft.KeyVault/vaults/keys/";

    /// <summary>The control-plane actions of data-plane roles. None of these roles has <c>vaults/read</c>.</summary>
    private static readonly string[] s_vaultMetadata =
        ["Microsoft.KeyVault/checkNameAvailability/read", "Microsoft.KeyVault/deletedVaults/read", "Microsoft.KeyVault/locations/*/read",
            "Microsoft.KeyVault/vaults/*/read", "Microsoft.KeyVault/operations/read"];

    private static readonly string[] s_surroundings =
        ["Microsoft.Authorization/*/read", "Microsoft.Insights/alertRules/*", "Microsoft.Resources/deployments/*", "Microsoft.Resources/subscriptions/resourceGroups/read", "Microsoft.Support/*"];

    public string[] NotActions { get; init; } = [];

    public string[] NotDataActions { get; init; } = [];

    public static AzureRoleDefinition Owner { get; } = new("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", ["*"], []);

    public static AzureRoleDefinition Reader { get; } = new("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", ["*/read"], []);

    public static AzureRoleDefinition KeyVaultReader { get; } = new("21090545-7ca7-4776-b22c-e363652d74d2", "Key Vault Reader",
        s_vaultMetadata, ["Microsoft.KeyVault/vaults/*/read", "Microsoft.KeyVault/vaults/secrets/readMetadata/action"]);

    public static AzureRoleDefinition KeyVaultContributor { get; } = new("f25e0fa2-a7c8-4377-a976-54943a77a395", "Key Vault Contributor", [.. s_surroundings, "Microsoft.KeyVault/*"], [])
    {
        NotActions = ["Microsoft.KeyVault/locations/deletedVaults/purge/action", "Microsoft.KeyVault/hsmPools/*", "Microsoft.KeyVault/managedHsms/*"],
    };

    public static AzureRoleDefinition KeyVaultAdministrator { get; } = new("00482a5a-887f-4fb3-b363-3b7fe8e74483", "Key Vault Administrator",
        [.. s_surroundings, .. s_vaultMetadata], ["Microsoft.KeyVault/vaults/*"]);

    public static AzureRoleDefinition KeyVaultCryptoOfficer { get; } = new("14b46e9e-c2b7-41b4-b07b-48a6ebf60603", "Key Vault Crypto Officer",
        [.. s_surroundings, .. s_vaultMetadata], [Keys + "*", "Microsoft.KeyVault/vaults/keyrotationpolicies/*"]);

    public static AzureRoleDefinition KeyVaultCryptoUser { get; } = new("12338af0-0e69-4776-bea7-57ae8d297424", "Key Vault Crypto User", [],
        [Keys + "read", Keys + "update/action", Keys + "backup/action", Keys + "encrypt/action", Keys + "decrypt/action",
         Keys + "wrap/action", Keys + "unwrap/action", Keys + "sign/action", Keys + "verify/action"]);

    /// <summary>Allows only wrap and unwrap. Atlas requires encrypt and decrypt.</summary>
    public static AzureRoleDefinition KeyVaultCryptoServiceEncryptionUser { get; } = new("e147488a-f6f5-4113-8e2d-b22465e65bf6",
        "Key Vault Crypto Service Encryption User",
        ["Microsoft.EventGrid/eventSubscriptions/write", "Microsoft.EventGrid/eventSubscriptions/read", "Microsoft.EventGrid/eventSubscriptions/delete"],
        [Keys + "read", Keys + "wrap/action", Keys + "unwrap/action"]);

    public static IReadOnlyList<AzureRoleDefinition> All { get; } =
        [Owner, Reader, KeyVaultReader, KeyVaultContributor, KeyVaultAdministrator, KeyVaultCryptoOfficer, KeyVaultCryptoUser, KeyVaultCryptoServiceEncryptionUser];

    public bool PermitsAction(string action) => Matches(Actions, action) && !Matches(NotActions, action);

    public bool PermitsDataAction(string action) => Matches(DataActions, action) && !Matches(NotDataActions, action);

    /// <summary>Assumption: <c>vaults/*/read</c> includes <c>vaults/read</c>. Key Vault Reader has no other action for it, and it can read vaults.</summary>
    private static bool Matches(string[] patterns, string action) => patterns.Any(pattern =>
        FileSystemName.MatchesSimpleExpression(pattern, action) || FileSystemName.MatchesSimpleExpression(pattern.Replace("/*/", "/", StringComparison.Ordinal), action));
}
