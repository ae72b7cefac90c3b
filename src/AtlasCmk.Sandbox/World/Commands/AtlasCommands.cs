using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.World;

internal static class AtlasCommands
{
    /// <summary><c>roles</c> that begin with ORG_ apply to the organization. Others apply to <c>projectIds</c>, or to every project.</summary>
    public static JsonObject AddCredential(SandboxWorld world, CommandArgument argument, bool isServiceAccount)
    {
        var credential = new ApiCredential
        {
            Id = isServiceAccount ? $"mdb_sa_id_{world.Ids.ObjectId()}" : world.Ids.LowerCase(8),
            Secret = isServiceAccount ? $"mdb_sa_sk_{world.Ids.Token(40)}" : world.Ids.Guid().ToString(),
            IsServiceAccount = isServiceAccount,
            AccessList = argument.Texts("accessList")?.ToList(),
        };
        var roles = argument.Texts("roles") ?? ["ORG_OWNER"];
        credential.OrganizationRoles.UnionWith(roles.Where(IsOrganizationRole));
        foreach (var project in argument.Texts("projectIds") ?? [.. world.Projects.Select(p => p.Id)])
        {
            credential.ProjectRoles[project] = [.. roles.Where(r => !IsOrganizationRole(r))];
        }

        world.Credentials.Add(credential);
        return isServiceAccount
            ? new JsonObject { ["clientId"] = credential.Id, ["clientSecret"] = credential.Secret }
            : new JsonObject { ["publicKey"] = credential.Id, ["privateKey"] = credential.Secret };
    }

    /// <summary><c>accessList</c> null removes the list. An empty list allows no address.</summary>
    public static JsonObject? SetAccessList(SandboxWorld world, CommandArgument argument)
    {
        var id = argument.Text("id") ?? world.Credentials[0].Id;
        var credential = world.FindCredential(id) ?? throw new WorldCommandException($"Credential {id} was not found.");
        credential.AccessList = argument.Texts("accessList")?.ToList();
        return null;
    }

    public static JsonObject? ExpireNonces(SandboxWorld world, CommandArgument argument)
    {
        world.NonceEpoch++;
        return null;
    }

    /// <summary><c>set</c> is the ID of a set, or GROUP or USER for all sets with that scope. <c>refill</c> is the number of tokens a minute.</summary>
    public static JsonObject? SetRateLimit(SandboxWorld world, CommandArgument argument)
    {
        argument.Flag("steady", value => world.RateLimits.IsSteady = value);
        world.RateLimits.Replace(argument.Needed("set"), argument.Number("capacity") ?? throw new WorldCommandException("'capacity' is missing."), argument.Number("refill"));
        return null;
    }

    public static JsonObject? SetOrganizationState(SandboxWorld world, CommandArgument argument)
    {
        world.Organization.State = StateIn(argument, "active", "inactive", "suspended") ?? world.Organization.State;
        argument.Flag("requiresAccessList", value => world.Organization.RequiresAccessList = value);
        return null;
    }

    public static JsonObject? SetProject(SandboxWorld world, CommandArgument argument)
    {
        var project = WorldCommands.ProjectOf(world, argument);
        project.State = StateIn(argument, "active", "invalid", "deleted") ?? project.State;
        argument.Flag("privateNetworkingOffered", value => project.PrivateNetworkingOffered = value);
        return null;
    }

    /// <summary>The next <c>times</c> requests with <c>method</c> and <c>path</c> in the path get this Atlas error.</summary>
    public static JsonObject? Refuse(SandboxWorld world, CommandArgument argument)
    {
        var code = argument.Needed("errorCode");
        var status = argument.Number("status") ?? throw new WorldCommandException("'status' is missing.");
        world.Refusals.Add(new PlannedRefusal(code, status, argument.Text("detail") ?? $"Refused with {code}.", argument.Number("times") ?? 1)
        {
            Method = argument.Text("method"),
            Path = argument.Text("path"),
            RetryAfter = argument.Number("retryAfter"),
        });
        return null;
    }

    public static JsonObject? SetUpgrading(SandboxWorld world, CommandArgument argument)
    {
        argument.Flag("upgrading", value => world.IsUpgrading = value);
        return null;
    }

    public static JsonObject? SetEndpoint(SandboxWorld world, CommandArgument argument)
    {
        var endpoint = EndpointOf(world, argument);
        endpoint.Become(argument.Text("status") ?? endpoint.Status, argument.Text("errorMessage"));
        return null;
    }

    /// <summary>Deletes an endpoint and its connection at once, as if another user had deleted them.</summary>
    public static JsonObject? RemoveEndpoint(SandboxWorld world, CommandArgument argument)
    {
        var endpoint = EndpointOf(world, argument);
        endpoint.Become("DELETING");
        world.Endpoints.Gone(endpoint);
        if (endpoint.Connection is { } connection)
        {
            connection.Vault.Connections.Remove(connection);
        }

        return null;
    }

    public static JsonObject? SetBackupCompliancePolicy(SandboxWorld world, CommandArgument argument)
    {
        var encrypted = false;
        argument.Flag("encryptionAtRestEnabled", value => encrypted = value);
        WorldCommands.ProjectOf(world, argument).BackupCompliancePolicy =
            new BackupCompliancePolicy(argument.Text("authorizedEmail") ?? "backup@example.com", encrypted, world.Now);
        return null;
    }

    private static AtlasEndpoint EndpointOf(SandboxWorld world, CommandArgument argument)
    {
        var project = WorldCommands.ProjectOf(world, argument);
        var wanted = argument.Text("id") ?? argument.Needed("region");
        return project.Endpoints.Find(e => e.Id == wanted || e.RegionName == wanted)
            ?? throw new WorldCommandException($"Endpoint {wanted} was not found.");
    }

    private static string? StateIn(CommandArgument argument, params string[] known) =>
        argument.Text("state") is not { } state || known.Contains(state) ? argument.Text("state")
            : throw new WorldCommandException($"'{state}' is not a state. Expected: {string.Join(", ", known)}.");

    private static bool IsOrganizationRole(string role) => role.StartsWith("ORG_", StringComparison.Ordinal);
}
