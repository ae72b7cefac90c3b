namespace AtlasCmk;

/// <summary>How Atlas's access to a key is removed.</summary>
public enum KeyAccessMethod
{
    /// <summary>The key version is disabled, for every user of the key.</summary>
    KeyVersion,

    /// <summary>Atlas's identity loses get, encrypt and decrypt, in a vault that uses access policies.</summary>
    AccessPolicy,

    /// <summary>Atlas's identity loses the roles that allow encrypt or decrypt, in a vault that uses Azure RBAC.</summary>
    RoleAssignment,
}
