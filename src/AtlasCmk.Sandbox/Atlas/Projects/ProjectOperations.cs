using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

internal static class ProjectOperations
{
    private static readonly string[] s_relations = ["containers", "clusters", "databaseUsers", "peers", "processes", "whitelist"];

    public static IReadOnlyList<AtlasApiOperation> All { get; } =
    [
        new("GET", "/groups", ["2023-01-01"], RoleNeed.AnyCredential, RateLimitSet.ProjectList, List),
        new("GET", "/orgs", ["2023-01-01"], RoleNeed.AnyCredential, RateLimitSet.OrganizationList, ListOrganizations),
        new("GET", "/groups/{groupId}", ["2023-01-01"], RoleNeed.ProjectReadOnly, RateLimitSet.Projects,
            request => AtlasApiResponse.Ok(ViewWithRelations(request, request.Project))),
        new("GET", "/groups/{groupId}/backupCompliancePolicy",
            [new ApiVersion(new DateOnly(2023, 1, 1), Sunset: new DateOnly(2027, 7, 1)), "2023-10-01"], RoleNeed.ProjectOwner, RateLimitSet.CloudBackups,
            request => AtlasApiResponse.Ok(View(request.Project.BackupCompliancePolicy, request.Project.Id))),
    ];

    private static AtlasApiResponse List(AtlasApiRequest request) =>
        Page.Of(request, request.World.Projects.Where(p => p.State != "deleted" && RoleCheck.LevelIn(request.Credential, p) is not null), project => View(request, project));

    private static AtlasApiResponse ListOrganizations(AtlasApiRequest request) =>
        Page.Of(request, request.World.Organizations, organization => new JsonObject
        {
            ["id"] = organization.Id,
            ["isDeleted"] = false,
            ["links"] = new JsonArray(new JsonObject { ["href"] = request.AddressOf($"/orgs/{organization.Id}"), ["rel"] = "self" }),
            ["name"] = organization.Name,
            ["skipDefaultAlertsSettings"] = false,
        });

    private static JsonObject View(AtlasApiRequest request, Project project) => new()
    {
        ["id"] = project.Id,
        ["name"] = project.Name,
        ["orgId"] = project.Organization.Id,
        ["created"] = project.Created.ToAtlas(),
        ["clusterCount"] = project.Clusters.Count + project.FlexClusters.Count,
        ["links"] = new JsonArray(new JsonObject { ["href"] = request.AddressOf($"/groups/{project.Id}"), ["rel"] = "self" }),
        ["tags"] = Tags.View(project.Tags),
        ["withDefaultAlertsSettings"] = true,
    };

    /// <summary>Only a single project links to its contents. A list does not.</summary>
    private static JsonObject ViewWithRelations(AtlasApiRequest request, Project project)
    {
        var view = View(request, project);
        foreach (var relation in s_relations)
        {
            view["links"]!.AsArray().Add(new JsonObject { ["href"] = request.AddressOf($"/groups/{project.Id}/{relation}"), ["rel"] = $"https://cloud.mongodb.com/{relation}" });
        }

        return view;
    }

    /// <summary>Returns 404 without a policy. Terraform also reads 404 as "none".</summary>
    private static JsonObject View(BackupCompliancePolicy? policy, string projectId) => policy is null
        ? throw ApiErrors.NotFound("RESOURCE_NOT_FOUND", $"Cannot find a Backup Compliance Policy for group {projectId}.", projectId)
        : new JsonObject
        {
            ["projectId"] = projectId,
            ["state"] = "ACTIVE",
            ["authorizedEmail"] = policy.AuthorizedEmail,
            ["authorizedUserFirstName"] = "Backup",
            ["authorizedUserLastName"] = "Officer",
            ["encryptionAtRestEnabled"] = policy.EncryptionAtRestEnabled,
            ["copyProtectionEnabled"] = false,
            ["deletable"] = false,
            ["pitEnabled"] = false,
            ["restoreWindowDays"] = 7,
            ["scheduledPolicyItems"] = new JsonArray(),
            ["updatedDate"] = policy.Updated.ToAtlas(),
            ["updatedUser"] = policy.AuthorizedEmail,
        };
}
