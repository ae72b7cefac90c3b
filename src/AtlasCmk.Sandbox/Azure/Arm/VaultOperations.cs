using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Azure.Arm;

internal static class VaultOperations
{
    private const string Type = "Microsoft.KeyVault/vaults";

    public static void Map(ArmRoutes arm)
    {
        arm.Map("GET", ArmRoutes.VaultPath, Type, request => Of(request, request.Vault("Microsoft.KeyVault/vaults/read")));
        arm.Map("PATCH", ArmRoutes.VaultPath, Type, Update);
        arm.Map("GET", ArmRoutes.GroupPath + "/providers/Microsoft.KeyVault/vaults", Type, ListOfGroup);
        arm.Map("GET", ArmRoutes.SubscriptionPath + "/providers/Microsoft.KeyVault/vaults", Type, request =>
            List(request, request.Subscription().Scope, request.World.Subscription.Vaults));
        arm.Map("GET", ArmRoutes.VaultPath + "/privateLinkResources", Type, PrivateLinkResources);
    }

    private static ArmAnswer ListOfGroup(ArmRequest request)
    {
        var group = request.ResourceGroup();
        return List(request, $"{request.Subscription().Scope}/resourceGroups/{group}", request.Subscription().Vaults.FindAll(vault => vault.ResourceGroup == group));
    }

    private static ArmAnswer List(ArmRequest request, string scope, IReadOnlyList<Vault> vaults)
    {
        request.Demand("Microsoft.KeyVault/vaults/read", scope);
        return request.Page(vaults, vault => VaultJson.Of(vault, request.World.Arm), request.Top());
    }

    private static ArmAnswer Update(ArmRequest request)
    {
        var vault = request.Vault("Microsoft.KeyVault/vaults/write");
        if (request.Body.Child("properties") is { } changes)
        {
            RefuseIrreversible(vault, changes);
            Apply(vault, changes);
        }

        if (request.Body.Child("tags") is { } tags)
        {
            vault.Tags.Clear();
            foreach (var (name, _) in tags)
            {
                vault.Tags[name] = tags.Text(name) ?? "";
            }
        }

        return Of(request, vault);
    }

    private static ArmAnswer Of(ArmRequest request, Vault vault) => ArmAnswer.Ok(VaultJson.Of(vault, request.World.Arm));

    private static void RefuseIrreversible(Vault vault, JsonObject changes)
    {
        foreach (var name in new[] { "enableSoftDelete", "enablePurgeProtection" })
        {
            if (changes.Flag(name) == false && (name == "enableSoftDelete" || vault.EnablePurgeProtection == true))
            {
                throw ArmException.BadRequest($"The property \"{name}\" cannot be set to false. Enabling it for a vault is an irreversible action.");
            }
        }

        if (changes.Number("softDeleteRetentionInDays") is { } days && days != vault.SoftDeleteRetentionInDays)
        {
            throw ArmException.BadRequest("The property \"softDeleteRetentionInDays\" has been set already and it can't be modified.");
        }
    }

    private static void Apply(Vault vault, JsonObject changes)
    {
        vault.EnablePurgeProtection = changes.Flag("enablePurgeProtection") ?? vault.EnablePurgeProtection;
        vault.EnableRbacAuthorization = changes.Flag("enableRbacAuthorization") ?? vault.EnableRbacAuthorization;
        vault.PublicNetworkAccess = changes.Text("publicNetworkAccess") ?? vault.PublicNetworkAccess;
        vault.SkuName = changes.Child("sku")?.Text("name") ?? vault.SkuName;
        if (changes.Child("networkAcls") is { } rules)
        {
            vault.NetworkAcls = new NetworkRules(
                rules.Text("bypass") ?? "AzureServices",
                rules.Text("defaultAction") ?? "Allow",
                [.. (rules.Items("ipRules") ?? []).OfType<JsonObject>().Select(rule => rule.Text("value") ?? "")],
                [.. (rules.Items("virtualNetworkRules") ?? []).OfType<JsonObject>().Select(rule => rule.Text("id") ?? "")]);
        }

        if (changes.Items("accessPolicies") is { } policies)
        {
            var read = AccessPolicyOperations.Read(policies);
            vault.AccessPolicies.Clear();
            vault.AccessPolicies.AddRange(read);
        }
    }

    private static ArmAnswer PrivateLinkResources(ArmRequest request)
    {
        var vault = request.Vault("Microsoft.KeyVault/vaults/privateLinkResources/read");
        return ArmAnswer.Ok(new JsonObject
        {
            ["value"] = new JsonArray(new JsonObject
            {
                ["id"] = $"{vault.Id}/privateLinkResources/vault",
                ["name"] = "vault",
                ["type"] = "Microsoft.KeyVault/vaults/privateLinkResources",
                ["properties"] = new JsonObject
                {
                    ["groupId"] = "vault",
                    ["requiredMembers"] = new JsonArray("default"),
                    ["requiredZoneNames"] = new JsonArray($"privatelink.{vault.HostSuffix.Replace("vault.", "vaultcore.", StringComparison.Ordinal)}"),
                },
            }),
        });
    }
}
