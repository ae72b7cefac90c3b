namespace AtlasCmk.Clients;

/// <summary>A request to Azure, for messages: a verb phrase for "Azure refused to", the required permission, and a role with it.</summary>
internal sealed record AzureCall(string Method, string Path, string What, string Right, string Role = AzureCall.VaultRole)
{
    public const string VaultRole = "Key Vault Contributor on the vault";
}
