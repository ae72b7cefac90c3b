namespace AtlasCmk.Sandbox.Atlas;

/// <summary>The role that an operation requires. Each role includes the one before it.</summary>
internal enum RoleNeed
{
    AnyCredential,
    ProjectReadOnly,
    ProjectClusterManager,
    ProjectOwner,
}
