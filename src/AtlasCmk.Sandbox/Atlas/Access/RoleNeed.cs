namespace AtlasCmk.Sandbox.Atlas;

/// <summary>What an operation asks of its caller, each including the one before.</summary>
internal enum RoleNeed
{
    AnyCredential,
    ProjectReadOnly,
    ProjectClusterManager,
    ProjectOwner,
}
