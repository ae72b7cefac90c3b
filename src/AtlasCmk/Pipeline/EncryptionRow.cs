namespace AtlasCmk.Pipeline;

/// <summary>The settings of Set-AtlasEncryptionAtRest in a piped row.</summary>
internal static class EncryptionRow
{
    /// <summary>The columns, named as the parameters. A client secret is not among them.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["KeyIdentifier", "KeyVaultName", "ResourceGroupName", "SubscriptionId", "TenantId", "RoleId",
        "AzureEnvironment", "RequirePrivateNetworking", "EnabledForSearchNodes"];

    /// <summary>The settings of a row, beside those that the command line gives for all rows.</summary>
    public static EncryptionAtRestRequest Of(SettingsRow row, EncryptionAtRestRequest all) => all with
    {
        Key = Once(row, "KeyIdentifier", row.Read("KeyIdentifier", KeyIdentifierReading.ParseKey, "a key identifier"), all.Key),
        KeyVaultName = Once(row, "KeyVaultName", row.Read("KeyVaultName", Plain, "a name"), all.KeyVaultName),
        ResourceGroupName = Once(row, "ResourceGroupName", row.Read("ResourceGroupName", Plain, "a name"), all.ResourceGroupName),
        SubscriptionId = Once(row, "SubscriptionId", row.Read("SubscriptionId", Uuid, "a UUID"), all.SubscriptionId),
        TenantId = Once(row, "TenantId", row.Read("TenantId", Uuid, "a UUID"), all.TenantId),
        RoleId = Once(row, "RoleId", row.Read("RoleId", id => AtlasId.IsValid(id) ? id : null, "24 hexadecimal digits"), all.RoleId),
        Cloud = Once(row, "AzureEnvironment", row.Read("AzureEnvironment", AzureCloud.Find, "AZURE, AZURE_CHINA or AZURE_US_GOVERNMENT"), all.Cloud),
        RequirePrivateNetworking = Once<object>(row, "RequirePrivateNetworking", row.Flag("RequirePrivateNetworking"), all.RequirePrivateNetworking) as bool?,
        EnabledForSearchNodes = Once<object>(row, "EnabledForSearchNodes", row.Flag("EnabledForSearchNodes"), all.EnabledForSearchNodes) as bool?,
    };

    private static T? Once<T>(SettingsRow row, string setting, T? ofRow, T? ofAll)
        where T : class => ofRow is not null && ofAll is not null
        ? throw InputErrors.RowNotUnderstood(row.Project, $"{setting} is in the row and on the command line") : ofRow ?? ofAll;

    private static string? Plain(string name) => name.Contains('/', StringComparison.Ordinal) || name.Any(char.IsControl) ? null : name;

    private static string? Uuid(string text) => Guid.TryParse(text, out var id) ? id.ToString("D") : null;

    /// <summary>Settings that cannot go together end the command, but of a row only the row.</summary>
    public static void CheckAlone(EncryptionAtRestRequest request, SettingsRow? row)
    {
        try
        {
            EncryptionAtRestRules.CheckAlone(request);
        }
        catch (AtlasCmkException e) when (row is not null)
        {
            throw InputErrors.RowNotUnderstood(row.Project, e.Message.TrimEnd('.'));
        }
    }
}
