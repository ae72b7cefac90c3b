using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>The fields of a vault that the checks need.</summary>
internal sealed record ArmVault(
    [property: JsonProperty("id")] string? Id,
    [property: JsonProperty("properties")] ArmVaultProperties? Properties);

internal sealed record ArmVaultProperties(
    [property: JsonProperty("tenantId")] string? TenantId,
    [property: JsonProperty("vaultUri")] string? VaultUri,
    [property: JsonProperty("enableSoftDelete")] bool? SoftDelete,
    [property: JsonProperty("enablePurgeProtection")] bool? PurgeProtection,
    [property: JsonProperty("enableRbacAuthorization")] bool? UsesRoles,
    [property: JsonProperty("publicNetworkAccess")] string? PublicNetworkAccess,
    [property: JsonProperty("networkAcls")] ArmNetworkRules? NetworkRules,
    [property: JsonProperty("accessPolicies")] IReadOnlyList<ArmAccessPolicy?>? AccessPolicies,
    [property: JsonProperty("privateEndpointConnections")] IReadOnlyList<JObject?>? Connections,
    [property: JsonProperty("provisioningState")] string? ProvisioningState)
{
    /// <summary>Null if the tenant or the vault URI is missing. Every vault has both.</summary>
    public KeyVaultSettings? ToSettings(KeyVaultReference vault)
    {
        if (string.IsNullOrEmpty(TenantId) || !Uri.TryCreate(VaultUri, UriKind.Absolute, out var uri))
        {
            return null;
        }

        return new(vault, TenantId)
        {
            VaultUri = uri,
            SoftDelete = SoftDelete != false,
            PurgeProtection = PurgeProtection == true,
            UsesRoles = UsesRoles == true,
            PublicNetworkAccess = PublicNetworkAccess.OrNull() ?? "Enabled",
            FirewallDefault = NetworkRules is null ? "Allow" : NetworkRules.DefaultAction ?? "",
            FirewallAddresses = [.. (NetworkRules?.Addresses ?? []).Select(a => a?.Value).OfType<string>()],
            AccessPolicies = [.. (AccessPolicies ?? []).OfType<ArmAccessPolicy>().Select(p => p.ToCore())],
            AccessGap = UsesRoles == true ? null
                : AccessPolicies is null ? $"Azure does not say which access policies the vault {vault.Name} has"
                : AccessPolicies.Any(p => p is not { ObjectId: not null, Permissions: not null })
                ? $"Azure does not report the identity and the permissions of every access policy of the vault {vault.Name}"
                : null,
            Connections = [.. (Connections ?? []).OfType<JObject>().Select(ArmConnection.Of).Select(c => c.ToCore(vault, c.LastName.OrNull() ?? "(without a name)"))],
            ProvisioningState = ProvisioningState,
        };
    }
}

internal sealed record ArmNetworkRules(
    [property: JsonProperty("defaultAction")] string? DefaultAction,
    [property: JsonProperty("ipRules")] IReadOnlyList<ArmAddressRule?>? Addresses);

internal sealed record ArmAddressRule([property: JsonProperty("value")] string? Value);

/// <summary>Permissions to add to access policies, or to remove from them.</summary>
internal sealed record ArmAccessPolicyChange([property: JsonProperty("properties")] ArmAccessPolicyList Properties);

internal sealed record ArmAccessPolicyList([property: JsonProperty("accessPolicies")] IReadOnlyList<ArmAccessPolicy> AccessPolicies);

[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
internal sealed record ArmAccessPolicy(
    [property: JsonProperty("tenantId")] string? TenantId,
    [property: JsonProperty("objectId")] string? ObjectId,
    [property: JsonProperty("applicationId")] string? ApplicationId,
    [property: JsonProperty("permissions")] ArmPermissions? Permissions)
{
    public KeyVaultAccessPolicy ToCore() => new(TenantId ?? "", ObjectId ?? "", ApplicationId.OrNull(), [.. (Permissions?.Keys ?? []).OfType<string>()]);

    public static ArmAccessPolicy Of(KeyVaultAccessPolicy rights) => new(rights.TenantId, rights.ObjectId, rights.ApplicationId, new(rights.KeyPermissions));
}

internal sealed record ArmPermissions([property: JsonProperty("keys")] IReadOnlyList<string?>? Keys);

/// <summary>A key version in Resource Manager.</summary>
internal sealed record ArmKey(
    [property: JsonProperty("properties")] ArmKeyProperties? Properties,
    [property: JsonProperty("tags")] IReadOnlyDictionary<string, string?>? Tags)
{
    /// <summary>Null if it is not a key version.</summary>
    public KeyVersion? ToVersion() => KeyAttributesModel.ToVersion(Properties?.Attributes, Properties?.Identifier) is { } version
        ? version with
        {
            KeyType = Properties!.KeyType,
            KeySize = Properties.KeySize,
            Operations = Properties.Operations ?? [],
            Tags = KeyAttributesModel.ToTags(Tags),
            IsExportable = version.IsExportable || Properties.ReleasePolicy is not null,
        }
        : null;
}

internal sealed record ArmKeyProperties(
    [property: JsonProperty("keyUriWithVersion")] string? Identifier,
    [property: JsonProperty("attributes")] KeyAttributesModel? Attributes,
    [property: JsonProperty("kty")] string? KeyType,
    [property: JsonProperty("keySize")] int? KeySize,
    [property: JsonProperty("keyOps")] IReadOnlyList<string>? Operations,
    [property: JsonProperty("release_policy")] object? ReleasePolicy);

internal sealed record ArmProvider(
    [property: JsonProperty("id")] string? Id,
    [property: JsonProperty("namespace")] string? Namespace,
    [property: JsonProperty("registrationState")] string? RegistrationState);
