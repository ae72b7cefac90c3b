namespace AtlasCmk;

/// <summary>What a role allows; actions may have wildcards.</summary>
internal sealed record RoleDefinition(string Id, string RoleName, IReadOnlyList<RolePermission> Permissions);

/// <summary>One block of a role: allowed and excluded actions, of the control plane and of the data plane.</summary>
internal sealed record RolePermission(IReadOnlyList<string> Actions, IReadOnlyList<string> NotActions, IReadOnlyList<string> DataActions, IReadOnlyList<string> NotDataActions);

/// <summary>An Azure role that MongoDB or Microsoft documents for this purpose. Its ID is the same in every tenant, so the ID alone shows what it allows.</summary>
/// <remarks>Sources: MongoDB, "Manage Customer Keys with Azure Key Vault Over Private Endpoints" and "Secretless"; Microsoft, "Azure built-in roles for Security".</remarks>
internal sealed record BuiltInRole(string Id, string Name)
{
    /// <summary>Reads vaults and the metadata of their keys.</summary>
    public static BuiltInRole KeyVaultReader { get; } = new("21090545-7ca7-4776-b22c-e363652d74d2", "Key Vault Reader");

    /// <summary>Gets keys, encrypts and decrypts. Key Vault Crypto Service Encryption User only wraps and unwraps, which is not enough.</summary>
    public static BuiltInRole KeyVaultCryptoUser { get; } = new("12338af0-0e69-4776-bea7-57ae8d297424", "Key Vault Crypto User");

    public bool IsOf(RoleAssignment assignment) => assignment.RoleDefinitionId.Split('/')[^1].Equals(Id, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Name;
}
