using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>Adds, removes or replaces a vault's access policies, without changing the rest of the vault.</summary>
internal static class AccessPolicyOperations
{
    public static void Map(ArmRoutes arm) =>
        arm.Map("PUT", ArmRoutes.VaultPath + "/accessPolicies/{operation}", "Microsoft.KeyVault/vaults/accessPolicies", Change);

    public static List<AccessPolicy> Read(JsonArray entries) => [.. entries.Select(Read)];

    private static ArmAnswer Change(ArmRequest request)
    {
        var vault = request.Vault("Microsoft.KeyVault/vaults/accessPolicies/write");
        var given = Read(request.Body.Child("properties")?.Items("accessPolicies") ?? throw ArmException.BadRequest("The property 'accessPolicies' is required."));
        var before = vault.AccessPolicies.ToList();
        switch (request.Route("operation").ToUpperInvariant())
        {
            case "ADD":
                given.ForEach(policy => Put(vault, policy, (before, added) => before.Union(added, StringComparer.OrdinalIgnoreCase)));
                break;
            case "REMOVE":
                given.ForEach(policy => Put(vault, policy, (before, taken) => before.Except(taken, StringComparer.OrdinalIgnoreCase)));
                vault.AccessPolicies.RemoveAll(policy => policy.Keys.Count + policy.Secrets.Count + policy.Certificates.Count == 0);
                break;
            case "REPLACE":
                given.ForEach(policy => Put(vault, policy, (_, wanted) => wanted));
                break;
            default:
                throw ArmException.BadRequest($"The operation kind '{request.Route("operation")}' is not add, replace or remove.");
        }

        LetItLag(request.World, vault, before);
        return ArmAnswer.Ok(new JsonObject
        {
            ["id"] = $"{vault.Id}/accessPolicies/",
            ["type"] = "Microsoft.KeyVault/vaults/accessPolicies",
            ["properties"] = new JsonObject { ["accessPolicies"] = VaultJson.AccessPolicies(vault.AccessPolicies) },
        });
    }

    /// <summary>A new grant is listed at once, and takes effect some minutes later.</summary>
    private static void LetItLag(SandboxWorld world, Vault vault, List<AccessPolicy> before)
    {
        foreach (var policy in vault.AccessPolicies)
        {
            var had = before.Where(policy.IsSameEntry).SelectMany(p => p.Keys);
            var lagging = policy with { Keys = [.. policy.Keys.Except(had, StringComparer.OrdinalIgnoreCase)] };
            if (lagging.Keys.Count > 0)
            {
                vault.LaggingPolicies.Add(lagging);
                world.After(world.Durations.GrantLag, () => vault.LaggingPolicies.Remove(lagging));
            }
        }
    }

    private static void Put(Vault vault, AccessPolicy given, Func<IEnumerable<string>, IEnumerable<string>, IEnumerable<string>> merge)
    {
        var at = vault.AccessPolicies.FindIndex(given.IsSameEntry);
        var before = at >= 0 ? vault.AccessPolicies[at] : given with { Keys = [], Secrets = [], Certificates = [] };
        var after = before with
        {
            Keys = [.. merge(before.Keys, given.Keys)],
            Secrets = [.. merge(before.Secrets, given.Secrets)],
            Certificates = [.. merge(before.Certificates, given.Certificates)],
        };
        if (at >= 0)
        {
            vault.AccessPolicies[at] = after;
        }
        else
        {
            vault.AccessPolicies.Add(after);
        }
    }

    private static AccessPolicy Read(JsonNode? node)
    {
        if (node is not JsonObject entry || entry.Text("tenantId") is not { } tenantId || entry.Text("objectId") is not { } objectId || entry.Child("permissions") is not { } permissions)
        {
            throw ArmException.BadRequest("An access policy needs tenantId, objectId and permissions.");
        }

        var keys = permissions.Texts("keys");
        if (keys.FirstOrDefault(key => !KeyPermission.All.Contains(key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw ArmException.BadRequest($"'{unknown}' is no permission on keys. Known: {string.Join(", ", KeyPermission.All)}.");
        }

        return new AccessPolicy(tenantId, objectId, keys)
        {
            ApplicationId = entry.Text("applicationId"),
            Secrets = permissions.Texts("secrets"),
            Certificates = permissions.Texts("certificates"),
        };
    }
}
