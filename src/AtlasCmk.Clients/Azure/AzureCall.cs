namespace AtlasCmk.Clients;

/// <summary>A request to Azure, for messages: what was asked, in words that follow "Azure refused to", the right that it needs, and a role that has it.</summary>
internal sealed record AzureCall(string Method, string Path, string What, string Right, string Role = AzureCall.VaultRole)
{
    public const string VaultRole = "Key Vault Contributor on the vault";
}
