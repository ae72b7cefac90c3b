using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>Maps the roles of a credential to its permissions in a project.</summary>
internal static class RoleCheck
{
    /// <summary>The highest role of a credential in the project. Null if it has no role there.</summary>
    public static RoleNeed? LevelIn(ApiCredential credential, Project project)
    {
        var roles = credential.RolesIn(project);
        return credential.IsOrganizationOwner || roles.Contains("GROUP_OWNER") ? RoleNeed.ProjectOwner
            : roles.Contains("GROUP_CLUSTER_MANAGER") ? RoleNeed.ProjectClusterManager
            : roles.Count > 0 || credential.OrganizationRoles.Contains("ORG_READ_ONLY") ? RoleNeed.ProjectReadOnly
            : null;
    }

    public static void Demand(AtlasApiRequest request, RoleNeed need)
    {
        if (LevelIn(request.Credential, request.Project) < need)
        {
            throw ApiErrors.RoleTooSmall();
        }
    }
}

/// <summary>The role that an operation requires. Each role includes the one before it.</summary>
internal enum RoleNeed
{
    AnyCredential,
    ProjectReadOnly,
    ProjectClusterManager,
    ProjectOwner,
}
