using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>Roles that let Atlas use the customer's cloud without a stored secret. Only Azure roles can access the vault.</summary>
internal static class CloudProviderAccessOperations
{
    private const string Collection = "/groups/{groupId}/cloudProviderAccess";

    private static readonly BodyShape s_shape = new(
        new BodyAttribute("providerName", AttributeKind.Text) { Values = ["AWS", "AZURE", "GCP"] },
        new BodyAttribute("atlasAzureAppId", AttributeKind.Uuid),
        new BodyAttribute("servicePrincipalId", AttributeKind.Uuid),
        new BodyAttribute("tenantId", AttributeKind.Uuid),
        new BodyAttribute("_id", AttributeKind.ObjectId, ReadOnly: true),
        new BodyAttribute("createdDate", AttributeKind.Text, ReadOnly: true),
        new BodyAttribute("lastUpdatedDate", AttributeKind.Text, ReadOnly: true),
        new BodyAttribute("featureUsages", AttributeKind.List, ReadOnly: true));

    public static IReadOnlyList<AtlasApiOperation> All { get; } =
    [
        new("GET", Collection, ["2023-01-01"], RoleNeed.ProjectReadOnly, RateLimitSet.CloudProviderAccess, List),
        new("POST", Collection, ["2023-01-01"], RoleNeed.ProjectOwner, RateLimitSet.CloudProviderAccess, Create),
        new("GET", Collection + "/{roleId}", ["2023-01-01"], RoleNeed.ProjectReadOnly, RateLimitSet.CloudProviderAccess, request => AtlasApiResponse.Ok(View(request.Project, Find(request)))),
        new("PATCH", Collection + "/{roleId}", ["2023-01-01"], RoleNeed.ProjectOwner, RateLimitSet.CloudProviderAccess, Authorize),
    ];

    private static AtlasApiResponse List(AtlasApiRequest request) => AtlasApiResponse.Ok(new JsonObject
    {
        ["awsIamRoles"] = new JsonArray([.. request.Project.AwsRoles.Select(View)]),
        ["azureServicePrincipals"] = new JsonArray([.. request.Project.AzureRoles.Select(role => View(request.Project, role))]),
        ["gcpServiceAccounts"] = new JsonArray(),
    });

    private static AtlasApiResponse Create(AtlasApiRequest request)
    {
        if (request.Body.Text("providerName") == "AWS")
        {
            return CreateAws(request);
        }

        var body = CheckedBody(request);
        body.Require("servicePrincipalId", "tenantId");
        var role = new AzureRole
        {
            Id = request.World.Ids.ObjectId(),
            TenantId = body.Text("tenantId")!,
            ServicePrincipalId = body.Text("servicePrincipalId")!,
            AtlasAzureAppId = body.Text("atlasAzureAppId") ?? WorldSetup.AtlasAzureAppId,
            Created = request.World.Now,
            LastUpdated = request.World.Now,
        };
        request.Project.AzureRoles.Add(role);
        return AtlasApiResponse.Ok(View(request.Project, role));
    }

    private static AtlasApiResponse CreateAws(AtlasApiRequest request)
    {
        s_shape.Check(request.Body);
        var role = new AwsRole(request.World.Ids.ObjectId(), request.World.Ids.Guid().ToString(), request.World.Now);
        request.Project.AwsRoles.Add(role);
        return AtlasApiResponse.Ok(View(role));
    }

    /// <summary>Validates the values from the POST: the principal must belong to Atlas's application, in the customer's tenant.</summary>
    private static AtlasApiResponse Authorize(AtlasApiRequest request)
    {
        CheckedBody(request);
        var role = Find(request);
        var principal = request.World.Tenant.FindPrincipal(role.ServicePrincipalId);
        if (principal is null || !string.Equals(role.TenantId, request.World.Tenant.Id, StringComparison.OrdinalIgnoreCase))
        {
            throw ApiErrors.BadRequest("CANNOT_AUTHENTICATE_SERVICE_PRINCIPAL", $"Cannot authenticate service principal {role.ServicePrincipalId}.", role.ServicePrincipalId);
        }

        if (role.AtlasAzureAppId != WorldSetup.AtlasAzureAppId || principal.ClientId != WorldSetup.AtlasAzureAppId)
        {
            throw ApiErrors.BadRequest("CLOUD_PROVIDER_ACCESS_AZURE_SERVICE_PRINCIPAL_INVALID",
                $"Service principal {role.ServicePrincipalId} does not belong to application {WorldSetup.AtlasAzureAppId}.", role.ServicePrincipalId);
        }

        role.Authorized = true;
        role.LastUpdated = request.World.Now;
        return AtlasApiResponse.Ok(View(request.Project, role));
    }

    private static JsonElement CheckedBody(AtlasApiRequest request)
    {
        s_shape.Check(request.Body);
        return request.Body.Text("providerName") switch
        {
            null => throw ApiErrors.Missing("providerName"),
            "AZURE" => request.Body,
            var other => throw ApiErrors.Conflict("UNSUPPORTED_FEATURE", $"This world has no {other} account for Atlas to use.", other),
        };
    }

    private static AzureRole Find(AtlasApiRequest request)
    {
        var id = request.Id("roleId");
        return request.Project.AzureRoles.Find(r => r.Id == id) ?? throw ApiErrors.NotFound("RESOURCE_NOT_FOUND", $"Cannot find resource {id}.", id);
    }

    private static JsonObject View(AwsRole role) => new()
    {
        ["atlasAWSAccountArn"] = "arn:aws:iam::000000000000:root",
        ["atlasAssumedRoleExternalId"] = role.ExternalId,
        ["createdDate"] = role.Created.ToAtlas(),
        ["featureUsages"] = new JsonArray(),
        ["providerName"] = "AWS",
        ["roleId"] = role.Id,
    };

    private static JsonObject View(Project project, AzureRole role) => new()
    {
        ["_id"] = role.Id,
        ["providerName"] = "AZURE",
        ["tenantId"] = role.TenantId,
        ["servicePrincipalId"] = role.ServicePrincipalId,
        ["atlasAzureAppId"] = role.AtlasAzureAppId,
        ["createdDate"] = role.Created.ToAtlas(),
        ["lastUpdatedDate"] = role.LastUpdated.ToAtlas(),
        ["featureUsages"] = project.Encryption.Azure?.RoleId == role.Id
            ? new JsonArray(new JsonObject { ["featureType"] = "ENCRYPTION_AT_REST" }) : new JsonArray(),
    };
}
