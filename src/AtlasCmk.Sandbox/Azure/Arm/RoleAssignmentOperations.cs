using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>Role assignments: principal, role and scope.</summary>
internal static partial class RoleAssignmentOperations
{
    private const string Type = "Microsoft.Authorization/roleAssignments";

    public static void Map(ArmRoutes arm)
    {
        foreach (var path in RoleScopes.PathsOf("roleAssignments"))
        {
            arm.Map("GET", path, Type, List);
            arm.Map("PUT", path + "/{assignment}", Type, Create);
            arm.Map("DELETE", path + "/{assignment}", Type, Delete);
        }
    }

    /// <summary>Includes inherited assignments and, without <c>atScope()</c>, those of all child scopes.</summary>
    private static ArmAnswer List(ArmRequest request)
    {
        var scope = RoleScopes.Of(request);
        request.Demand(Type + "/read", scope);
        var filter = request.Query("$filter");
        var atScope = filter.Contains("atScope()", StringComparison.OrdinalIgnoreCase);
        var principal = Principal().Match(filter) is { Success: true } match ? match.Groups["id"].Value : null;
        return request.Page(request.World.Subscription.RoleAssignments.FindAll(assignment =>
            (assignment.Covers(scope) || (!atScope && assignment.Scope.StartsWith(scope + "/", StringComparison.OrdinalIgnoreCase)))
            && (principal is null || string.Equals(assignment.PrincipalId, principal, StringComparison.OrdinalIgnoreCase))), Of);

        JsonObject Of(AzureRoleAssignment assignment) => Picture(request, assignment);
    }

    private static ArmAnswer Create(ArmRequest request)
    {
        var scope = RoleScopes.Of(request);
        request.Demand(Type + "/write", scope);
        var name = request.Route("assignment");
        if (!Guid.TryParse(name, out _))
        {
            throw ArmException.BadRequest($"The role assignment ID '{name}' is not valid. The role assignment ID must be a GUID.", "InvalidRoleAssignmentId");
        }

        var properties = request.Body.Child("properties") ?? throw ArmException.BadRequest("The property 'properties' is required.", "InvalidRequestContent");
        var role = (properties.Text("roleDefinitionId") ?? "").Split('/')[^1];
        var principal = properties.Text("principalId") ?? "";
        var subscription = request.World.Subscription;
        if (subscription.FindRole(role) is null)
        {
            throw ArmException.BadRequest($"The specified role definition with ID '{role}' does not exist.", "RoleDefinitionDoesNotExist");
        }

        if (request.World.Tenant.FindPrincipal(principal) is null)
        {
            throw ArmException.BadRequest($"Principal {principal} does not exist in the directory {request.World.Tenant.Id}.", "PrincipalNotFound");
        }

        if (subscription.RoleAssignments.Exists(one => Same(one.Name, name) && !(Same(one.Scope, scope) && Same(one.PrincipalId, principal))))
        {
            throw ArmException.BadRequest("Tenant ID, application ID, principal ID, and scope are not allowed to be updated.", "RoleAssignmentUpdateNotPermitted");
        }

        if (subscription.RoleAssignments.Exists(one => Same(one.Scope, scope) && Same(one.PrincipalId, principal) && Same(one.RoleDefinitionId, role)))
        {
            throw new ArmException(409, "RoleAssignmentExists", "The role assignment already exists.");
        }

        var assignment = new AzureRoleAssignment(name, scope, role, principal, request.World.Now)
        {
            Condition = properties.Text("condition"),
            ConditionVersion = properties.Text("conditionVersion"),
            Description = properties.Text("description"),
            DelegatedManagedIdentityResourceId = properties.Text("delegatedManagedIdentityResourceId"),
        };
        subscription.RoleAssignments.Add(assignment);

        // Listed at once, but effective some minutes later.
        subscription.LaggingAssignments.Add(name);
        request.World.After(request.World.Durations.GrantLag, () => subscription.LaggingAssignments.Remove(name));
        return ArmAnswer.Created(Picture(request, assignment));
    }

    private static ArmAnswer Delete(ArmRequest request)
    {
        var scope = RoleScopes.Of(request);
        request.Demand(Type + "/delete", scope);
        var all = request.World.Subscription.RoleAssignments;
        if (all.Find(one => Same(one.Name, request.Route("assignment")) && Same(one.Scope, scope)) is not { } assignment)
        {
            return ArmAnswer.NoContent;
        }

        all.Remove(assignment);
        return ArmAnswer.Ok(Picture(request, assignment));
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static JsonObject Picture(ArmRequest request, AzureRoleAssignment assignment)
    {
        var properties = new JsonObject
        {
            ["roleDefinitionId"] = RoleDefinitionOperations.IdOf(request.World.Subscription, assignment.RoleDefinitionId),
            ["principalId"] = assignment.PrincipalId,
            ["principalType"] = assignment.PrincipalType,
            ["scope"] = assignment.Scope,
            ["createdOn"] = assignment.Created.ToString("o", CultureInfo.InvariantCulture),
            ["updatedOn"] = assignment.Created.ToString("o", CultureInfo.InvariantCulture),
        };
        Add("condition", assignment.Condition);
        Add("conditionVersion", assignment.ConditionVersion);
        Add("description", assignment.Description);
        Add("delegatedManagedIdentityResourceId", assignment.DelegatedManagedIdentityResourceId);

        return new()
        {
            ["id"] = $"{assignment.Scope.TrimEnd('/')}/providers/{Type}/{assignment.Name}",
            ["name"] = assignment.Name,
            ["type"] = Type,
            ["properties"] = properties,
        };

        void Add(string name, string? text)
        {
            if (text is not null)
            {
                properties[name] = text;
            }
        }
    }

    [GeneratedRegex(@"(principalId\s+eq\s+|assignedTo\(\s*)'(?<id>[^']+)'", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Principal();
}
