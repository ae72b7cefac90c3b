using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.World;

/// <summary>The state of the whole world, short enough to read and without secrets.</summary>
internal static class WorldState
{
    public static JsonObject Of(SandboxWorld world) => world.Do(() => new JsonObject
    {
        ["time"] = world.Now,
        ["organization"] = world.Organization.State,
        ["projects"] = Array(world.Projects, Of),
        ["vaults"] = Array(world.Subscription.Vaults, Of),
    });

    private static JsonObject Of(Project project) => new()
    {
        ["id"] = project.Id,
        ["name"] = project.Name,
        ["encryption"] = project.Encryption.Azure is { } azure ? new JsonObject
        {
            ["keyIdentifier"] = azure.KeyIdentifier,
            ["versionInUse"] = project.Encryption.FollowedVersion,
            ["versionInUseSince"] = project.Encryption.FollowedSince,
            ["requirePrivateNetworking"] = azure.RequirePrivateNetworking,
            ["valid"] = KeyValidator.IsValid(project),
            ["finding"] = project.Encryption.LastFinding?.Code,
        } : null,
        ["endpoints"] = Array(project.Endpoints, e => new JsonObject
        {
            ["id"] = e.Id,
            ["region"] = e.RegionName,
            ["status"] = e.Status,
            ["connection"] = e.Connection?.Name,
        }),
        ["clusters"] = Array(project.Clusters, c => new JsonObject
        {
            ["name"] = c.Name,
            ["state"] = c.StateName,
            ["paused"] = c.Paused,
            ["encryption"] = c.EncryptionAtRestProvider,
            ["keyIdentifier"] = c.KeyIdentifier,
            ["snapshots"] = c.Snapshots.Count,
            ["snapshotsByKey"] = new JsonObject(c.Snapshots.Where(s => s.KeyIdentifier is not null).GroupBy(s => s.KeyIdentifier!)
                .Select(group => KeyValuePair.Create<string, JsonNode?>(group.Key, group.Count()))),
        }),
    };

    private static JsonObject Of(Vault vault) => new()
    {
        ["name"] = vault.Name,
        ["publicNetworkAccess"] = vault.PublicNetworkAccess,
        ["connections"] = Array(vault.Connections, c => new JsonObject
        {
            ["name"] = c.Name,
            ["status"] = c.Status,
            ["provisioningState"] = c.ProvisioningState,
            ["endpointId"] = c.Endpoint?.Id,
        }),
        ["accessPolicies"] = Array(vault.AccessPolicies.OrderBy(p => p.ObjectId, StringComparer.Ordinal),
            p => new JsonObject { ["objectId"] = p.ObjectId, ["keys"] = string.Join(' ', p.Keys.Order(StringComparer.OrdinalIgnoreCase)) }),
        ["roles"] = Array(vault.Subscription.RoleAssignments.Where(a => a.Scope.StartsWith(vault.Id, StringComparison.OrdinalIgnoreCase)).OrderBy(a => a.Name),
            a => new JsonObject { ["name"] = a.Name, ["scope"] = a.Scope, ["role"] = vault.Subscription.FindRole(a.RoleDefinitionId)?.Name,
                ["principalId"] = a.PrincipalId, ["condition"] = a.Condition, ["description"] = a.Description }),
        ["keys"] = Array(vault.Keys, k => new JsonObject
        {
            ["name"] = k.Name,
            ["versions"] = Array(k.Versions, v => new JsonObject { ["version"] = v.Version, ["enabled"] = v.Enabled, ["expires"] = v.Expires }),
        }),
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonObject> picture) => [.. items.Select(picture)];
}
