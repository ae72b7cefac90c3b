namespace AtlasCmk;

/// <summary>What is taken from Atlas so that it cannot use a key any more.</summary>
public enum KeyAccessMethod
{
    /// <summary>The version of the key is disabled, for everybody.</summary>
    KeyVersion,

    /// <summary>The right of Atlas's identity to get, encrypt and decrypt, in a vault that uses access policies.</summary>
    AccessPolicy,

    /// <summary>The roles of Atlas's identity that let it encrypt or decrypt, in a vault that uses Azure RBAC.</summary>
    RoleAssignment,
}
