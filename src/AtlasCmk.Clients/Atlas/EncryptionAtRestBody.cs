using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>The body of a PATCH. Null fields are absent, because Atlas would treat an empty field as a value.</summary>
internal static class EncryptionAtRestBody
{
    public static JObject From(EncryptionAtRestChange change)
    {
        var vault = Present(
            ("enabled", change.Enabled),
            ("azureEnvironment", change.AzureEnvironment),
            ("tenantID", change.TenantId),
            ("clientID", change.ClientId),
            ("secret", change.ClientSecret?.Reveal()),
            ("subscriptionID", change.SubscriptionId),
            ("resourceGroupName", change.ResourceGroupName),
            ("keyVaultName", change.KeyVaultName),
            ("keyIdentifier", change.KeyIdentifier),
            ("roleId", change.RoleId),
            ("requirePrivateNetworking", change.RequirePrivateNetworking));
        return Present(("azureKeyVault", vault.HasValues ? vault : null), ("enabledForSearchNodes", change.EnabledForSearchNodes));
    }

    private static JObject Present(params ReadOnlySpan<(string Name, JToken? Value)> fields)
    {
        var body = new JObject();
        foreach (var (name, value) in fields)
        {
            if (value is not (null or JValue { Value: null }))
            {
                body.Add(name, value);
            }
        }

        return body;
    }
}
