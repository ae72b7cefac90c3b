using System.Buffers.Text;
using System.Text.Json.Nodes;
using static AtlasCmk.Tests.Recordings.NounProperty;

namespace AtlasCmk.Tests.Recordings;

/// <summary>The nouns that the client makes of Azure's recorded and published answers, property by property.</summary>
internal static class AzureNounMaps
{
    private const string State = "properties.privateLinkServiceConnectionState";
    private const string Policies = "properties.accessPolicies";
    private const string Connections = "properties.privateEndpointConnections";

    private static readonly string[] s_rights = ["actions", "notActions", "dataActions", "notDataActions"];

    public static NounMap<PrivateEndpointConnection> Connection { get; } = new(
        Same("Name", "name"),
        Same("ResourceId", "id"),
        new("Id", ["id"], body => body["id"]) { View = id => ((ConnectionId)id!).ResourceId },
        new("KeyVaultName", ["id"], body => $"{body["id"]}".Split('/')[^3]),
        Same("Status", $"{State}.status"),
        Same("Description", $"{State}.description"),
        Same("ActionRequired", $"{State}.actionsRequired"),
        Same("ProvisioningState", "properties.provisioningState"),
        Same("PrivateEndpointId", "properties.privateEndpoint.id"),
        Same("Etag", "etag"),
        Always("VerifiedBy", "None"),
        Always("Unread", Array.Empty<string>()),
        Always("EndpointId", null),
        Always("RegionName", null),
        Always("ProjectId", null))
    {
        Derived = ["PrivateLinkServiceConnectionState", "ProjectName", "OrganizationName"],
        LeftOut = ["location", "type"],
    };

    public static NounMap<KeyVaultSettings> Vault { get; } = new(
        Same("Vault", "id"),
        Same("TenantId", "properties.tenantId"),
        new("VaultUri", ["properties.vaultUri"], body => new Uri($"{At(body, "properties.vaultUri")}")),
        Always("SoftDelete", true),
        Always("PurgeProtection", false),
        Always("UsesRoles", false),
        new("PublicNetworkAccess", ["properties.publicNetworkAccess"], body => At(body, "properties.publicNetworkAccess") ?? "Enabled"),
        new("FirewallDefault", ["properties.networkAcls.defaultAction"], body => At(body, "properties.networkAcls.defaultAction") ?? "Allow"),
        new("FirewallAddresses", ["properties.networkAcls.ipRules[].value"], body => Items(body, "properties.networkAcls.ipRules").Select(rule => rule["value"])),
        new("AccessPolicies", [$"{Policies}[].objectId", $"{Policies}[].tenantId", $"{Policies}[].permissions.keys"],
            body => Items(body, Policies).Select(p => $"{p["tenantId"]} {p["objectId"]} {string.Join(' ', p["permissions"]!["keys"]!.AsArray())}"))
        {
            View = value => ((IReadOnlyList<KeyVaultAccessPolicy>)value!).Select(p => $"{p.TenantId} {p.ObjectId} {string.Join(' ', p.KeyPermissions)}"),
        },
        new("AccessGap", [], body => At(body, Policies) is null) { View = gap => gap is not null },
        new("Connections", [$"{Connections}[].properties.privateLinkServiceConnectionState.status"],
            body => Items(body, Connections).Select(c => c["properties"]!["privateLinkServiceConnectionState"]!["status"]))
        {
            View = value => ((IReadOnlyList<PrivateEndpointConnection>)value!).Select(c => c.Status),
        },
        Same("ProvisioningState", "properties.provisioningState"))
    {
        Derived = ["Exposure"],
        LeftOut =
        [
            "location", "name", "type", "systemData", "tags", "properties.sku", "properties.enabledForDeployment", "properties.enabledForDiskEncryption",
            "properties.enabledForTemplateDeployment", "properties.hsmPoolResourceId", "properties.networkAcls.bypass", "properties.networkAcls.virtualNetworkRules",
            $"{Connections}[].id", $"{Connections}[].properties.privateEndpoint", $"{Connections}[].properties.provisioningState",
            $"{Connections}[].properties.privateLinkServiceConnectionState.actionsRequired", $"{Policies}[].permissions.certificates", $"{Policies}[].permissions.secrets",
        ],
    };

    /// <summary>A key version in Resource Manager, whose address has a port.</summary>
    public static NounMap<KeyVersion> KeyInResourceManager { get; } = new(
        Identifier("properties.keyUriWithVersion"),
        Same("Enabled", "properties.attributes.enabled"),
        Always("NotBefore", null),
        Always("Expires", null),
        Seconds("Created", "properties.attributes.created"),
        Seconds("Updated", "properties.attributes.updated"),
        Same("KeyType", "properties.kty"),
        Same("KeySize", "properties.keySize"),
        new("Operations", ["properties.keyOps"], body => Items(body, "properties.keyOps")),
        Always("Tags", Array.Empty<string>()),
        Always("IsExportable", false))
    {
        Derived = ["Version", "FreezeTag"],
        LeftOut = ["id", "name", "type", "location", "properties.keyUri", "properties.attributes.recoveryLevel"],
    };

    /// <summary>A key version on the vault's own host, which names no size: it is that of the modulus.</summary>
    public static NounMap<KeyVersion> KeyInVault { get; } = new(
        Identifier("key.kid"),
        Same("Enabled", "attributes.enabled"),
        Seconds("NotBefore", "attributes.nbf"),
        Seconds("Expires", "attributes.exp"),
        Seconds("Created", "attributes.created"),
        Seconds("Updated", "attributes.updated"),
        Same("KeyType", "key.kty"),
        new("KeySize", ["key.n"], body => Base64Url.DecodeFromChars($"{At(body, "key.n")}").Length * 8),
        new("Operations", ["key.key_ops"], body => Items(body, "key.key_ops")),
        new("Tags", ["tags.purpose", "tags.test name "], body => (body["tags"]?.AsObject() ?? []).Select(tag => KeyValuePair.Create(tag.Key, $"{tag.Value}"))),
        Always("IsExportable", false))
    {
        Derived = ["Version", "FreezeTag"],
        LeftOut = ["key.e", "attributes.recoveryLevel"],
    };

    public static NounMap<RoleAssignment> RoleAssignment { get; } = new(
        Same("Id", "id"),
        Same("Scope", "properties.scope"),
        Same("RoleDefinitionId", "properties.roleDefinitionId"),
        Same("PrincipalId", "properties.principalId"),
        Same("PrincipalType", "properties.principalType"),
        Always("Condition", null),
        Always("ConditionVersion", null),
        Always("Description", null),
        Always("DelegatedManagedIdentityResourceId", null))
    {
        LeftOut = ["name", "type"],
    };

    public static NounMap<RoleDefinition> RoleDefinition { get; } = new(
        Same("Id", "id"),
        Same("RoleName", "properties.roleName"),
        new("Permissions", [.. s_rights.Select(right => $"properties.permissions[].{right}")],
            body => Items(body, "properties.permissions").SelectMany(p => s_rights.Select(right => $"{right}: {string.Join(' ', p[right]!.AsArray())}")))
        {
            View = value => ((IReadOnlyList<RolePermission>)value!).SelectMany(p => s_rights.Zip(
                new[] { p.Actions, p.NotActions, p.DataActions, p.NotDataActions }, (right, names) => $"{right}: {string.Join(' ', names)}")),
        })
    {
        LeftOut = ["name", "type", "properties.type", "properties.description", "properties.assignableScopes"],
    };

    private static NounProperty Identifier(string field) => new("Identifier", [field], body => $"{At(body, field)}".Replace(":443/", "/", StringComparison.Ordinal))
    {
        View = key => ((KeyIdentifier)key!).Text,
    };

    private static IEnumerable<JsonNode> Items(JsonNode body, string field) => (At(body, field)?.AsArray() ?? []).OfType<JsonNode>();
}
