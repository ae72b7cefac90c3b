using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>From the roles of a credential to what it may do in a project.</summary>
internal static class RoleCheck
{
    /// <summary>The most that a credential may do here; null where it does not belong to the project at all.</summary>
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
