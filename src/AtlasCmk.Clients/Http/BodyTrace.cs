using System.Globalization;
using System.Text;
using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>A body for the trace: values of allowed properties, and an ellipsis for all others.</summary>
/// <remarks>This is an allow-list, so that secrets in new properties stay hidden.</remarks>
internal static class BodyTrace
{
    private const int MaxCharacters = 8 * 1024;
    private const string Hidden = "…";

    private static readonly HashSet<string> s_shown = new(StringComparer.Ordinal)
    {
        "_id", "actionsRequired", "atlasAzureAppId", "azureEnvironment", "backingProviderName", "backupEnabled", "clientID",
        "cloudProvider", "clusterCount", "clusterType", "code", "created", "createdAt", "defaultAction", "description",
        "detail", "effectiveInstanceSize", "enabled", "enabledForSearchNodes", "enablePurgeProtection",
        "enableRbacAuthorization", "enableSoftDelete", "encryptionAtRestEnabled", "encryptionAtRestProvider", "error",
        "errorCode", "errorMessage", "etag", "exp", "expiresAt", "featureType", "groupId", "id", "instanceSize", "key_size",
        "keyIdentifier", "keySize", "keyUriWithVersion", "keyVaultName", "kid", "kty", "masterKeyUUID", "message", "name",
        "nbf", "nodeCount", "objectId", "orgId", "paused", "pitEnabled", "principalId", "principalType", "priority",
        "privateEndpointConnectionName", "providerName", "provisioningState", "publicNetworkAccess", "reason", "regionName",
        "registrationState", "rel", "requirePrivateNetworking", "resourceGroupName", "roleDefinitionId", "roleId", "roleName",
        "scope", "servicePrincipalId", "snapshotType", "stateName", "status", "subscriptionID", "target", "tenantID",
        "tenantId", "totalCount", "type", "updated", "valid", "vaultUri",
    };

    public static string Redact(byte[] body)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var writer = new JsonTextWriter(text) { AutoCompleteOnClose = false };
        using var reader = new JsonTextReader(new StreamReader(new MemoryStream(body), Encoding.UTF8)) { DateParseHandling = DateParseHandling.None };
        try
        {
            Copy(reader, writer, text.GetStringBuilder());
            return text.ToString();
        }
        catch (JsonException)
        {
            return $"{body.Length} bytes that are not JSON";
        }
    }

    private static void Copy(JsonTextReader reader, JsonTextWriter writer, StringBuilder written)
    {
        var shown = false;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonToken.PropertyName:
                    shown = s_shown.Contains((string)reader.Value!);
                    writer.WriteToken(reader, writeChildren: false);
                    break;
                case JsonToken.Comment:
                    break;
                case JsonToken.EndObject:
                    // Later values in the array belong to the array's name, which is no longer known here.
                    shown = false;
                    writer.WriteToken(reader, writeChildren: false);
                    break;
                case var _ when reader.Value is null || shown:
                    writer.WriteToken(reader, writeChildren: false);
                    break;
                default:
                    writer.WriteValue(Hidden);
                    break;
            }

            if (written.Length > MaxCharacters)
            {
                written.Append('…');
                return;
            }
        }
    }
}
