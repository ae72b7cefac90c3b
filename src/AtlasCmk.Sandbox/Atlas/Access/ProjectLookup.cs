using System.Text.RegularExpressions;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

internal static partial class ProjectLookup
{
    /// <summary>
    /// A project that does not exist is 404 GROUP_NOT_FOUND, as recorded. A project in which the caller has no role is 401.
    /// Assumption: service accounts get the published code that mentions a user, so that tests meet both codes.
    /// </summary>
    public static Project Find(SandboxWorld world, ApiCredential credential, string id)
    {
        if (!ObjectId().IsMatch(id))
        {
            throw ApiErrors.NotFound("INVALID_GROUP_ID", $"An invalid group ID {id} was specified.", id);
        }

        var project = world.FindProject(id) ?? throw ApiErrors.NotFound("GROUP_NOT_FOUND", $"No group with ID {id} exists.", id);
        if (RoleCheck.LevelIn(credential, project) is null)
        {
            throw credential.IsServiceAccount
                ? new ApiErrorException(401, "USER_CANNOT_ACCESS_GROUP", $"Current user is not authorized to access group {id}.", id)
                : new ApiErrorException(401, "NOT_IN_GROUP", $"The current user is not in the group, or the group does not exist: {id}.", id);
        }

        return project.State switch
        {
            "deleted" => throw ApiErrors.NotFound("GROUP_NOT_FOUND", $"No group with ID {id} exists.", id),
            "invalid" => throw ApiErrors.NotFound("INVALID_ATLAS_GROUP", $"Atlas group {id} is in an invalid state and cannot be loaded.", id),
            _ => project,
        };
    }

    [GeneratedRegex("^[a-f0-9]{24}$")]
    private static partial Regex ObjectId();
}
