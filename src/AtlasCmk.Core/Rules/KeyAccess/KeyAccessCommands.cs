namespace AtlasCmk.Rules;

/// <summary>The commands that continue or end a freeze, for messages.</summary>
internal static class KeyAccessCommands
{
    /// <param name="target">What is frozen.</param>
    /// <param name="recordPath">The record.</param>
    /// <param name="isAtVault">Whether the command works without Atlas.</param>
    public static PowerShellCommand Revoke(KeyAccessTarget target, string recordPath, bool isAtVault)
    {
        var vault = target.Vault;
        var project = target.ProjectId is { } id ? PowerShellCommand.Of($" -ProjectId {id}") : null;
        var place = isAtVault ? PowerShellCommand.Of($" -VaultName {vault.Name} -ResourceGroupName {vault.ResourceGroupName} -SubscriptionId {vault.SubscriptionId} -Force") : null;
        var key = isAtVault && target.Key is { } named ? PowerShellCommand.Of($" -KeyIdentifier {named.Text}") : null;
        var identity = target.ObjectId is { } objectId ? PowerShellCommand.Of($" -AtlasObjectId {objectId}") : null;
        return PowerShellCommand.Of($"Revoke-AtlasKeyAccess -Method {target.Method.ToString()}{project}{place}{key}{identity} -RecordPath {recordPath}");
    }

    public static PowerShellCommand Grant(string recordPath) => PowerShellCommand.Of($"Grant-AtlasKeyAccess -RecordPath {recordPath}");

    public static PowerShellCommand FindRotationPolicy(KeyAccessTarget target) => PowerShellCommand.Of($"Get-AzKeyVaultKeyRotationPolicy -VaultName {target.Vault.Name} -Name {target.Key?.KeyName}");

    /// <summary>The command to find the object of Atlas's application in the tenant.</summary>
    /// <param name="clientId">The application. Null if unknown.</param>
    public static PowerShellCommand FindIdentity(string? clientId) => PowerShellCommand.Of($"(Get-AzADServicePrincipal -ApplicationId {clientId}).Id");
}
