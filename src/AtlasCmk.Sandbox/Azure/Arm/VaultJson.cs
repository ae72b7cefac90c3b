using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>A vault as Resource Manager shows it.</summary>
internal static class VaultJson
{
    public static JsonObject Of(Vault vault, ResourceManagerBehavior behavior) => new()
    {
        ["id"] = vault.Id,
        ["name"] = vault.Name,
        ["type"] = "Microsoft.KeyVault/vaults",
        ["location"] = vault.Location,
        ["tags"] = Tags(vault.Tags),
        ["systemData"] = SystemData(),
        ["sandboxUnknownField"] = "A client passes over what it does not know.",
        ["properties"] = Properties(vault, behavior),
    };

    public static JsonObject Tags(IReadOnlyDictionary<string, string> tags) =>
        new(tags.Select(tag => KeyValuePair.Create<string, JsonNode?>(tag.Key, tag.Value)));

    public static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    public static JsonArray AccessPolicies(IEnumerable<AccessPolicy> policies) => [.. policies.Select(Of)];

    /// <summary>Who created and changed it, in the published form. Nothing here depends on it.</summary>
    private static JsonObject SystemData()
    {
        var data = new JsonObject();
        foreach (var act in new[] { "created", "lastModified" })
        {
            data[act + "At"] = "2025-01-01T12:00:00.0000000Z";
            data[act + "By"] = "atlas-cmk-operator";
            data[act + "ByType"] = "Application";
        }

        return data;
    }

    private static JsonObject Properties(Vault vault, ResourceManagerBehavior behavior)
    {
        var properties = new JsonObject
        {
            ["sku"] = new JsonObject { ["family"] = "A", ["name"] = vault.SkuName },
            ["tenantId"] = vault.TenantId,
            ["accessPolicies"] = AccessPolicies(vault.AccessPolicies),
            ["enabledForDeployment"] = false,
            ["enabledForDiskEncryption"] = false,
            ["enabledForTemplateDeployment"] = false,
            ["enableSoftDelete"] = vault.EnableSoftDelete,
            ["softDeleteRetentionInDays"] = vault.SoftDeleteRetentionInDays,
            ["vaultUri"] = vault.VaultUri,
            ["provisioningState"] = vault.ProvisioningState,
            ["sandboxUnknownField"] = new JsonObject { ["nested"] = true },
        };

        // Azure omits values that were never set. Absent is not the same as false.
        Add("enableRbacAuthorization", vault.EnableRbacAuthorization);
        Add("enablePurgeProtection", vault.EnablePurgeProtection);
        Add("publicNetworkAccess", vault.PublicNetworkAccess);
        Add("networkAcls", vault.NetworkAcls is { } rules ? Of(rules) : null);
        Add("privateEndpointConnections", vault.Connections.Count > 0 ? new JsonArray([.. vault.Connections.Select(c => ConnectionJson.ItemOf(c, behavior))]) : null);
        return properties;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                properties[name] = value;
            }
        }
    }

    private static JsonObject Of(NetworkRules rules) => new()
    {
        ["bypass"] = rules.Bypass,
        ["defaultAction"] = rules.DefaultAction,
        ["ipRules"] = new JsonArray([.. rules.IpRules.Select(rule => new JsonObject { ["value"] = rule })]),
        ["virtualNetworkRules"] = new JsonArray([.. rules.VirtualNetworkRules.Select(rule => new JsonObject { ["id"] = rule })]),
    };

    private static JsonObject Of(AccessPolicy policy)
    {
        var entry = new JsonObject
        {
            ["tenantId"] = policy.TenantId,
            ["objectId"] = policy.ObjectId,
            ["permissions"] = new JsonObject
            {
                ["keys"] = Texts(policy.Keys),
                ["secrets"] = Texts(policy.Secrets),
                ["certificates"] = Texts(policy.Certificates),
            },
        };
        if (policy.ApplicationId is { } applicationId)
        {
            entry["applicationId"] = applicationId;
        }

        return entry;
    }
}
