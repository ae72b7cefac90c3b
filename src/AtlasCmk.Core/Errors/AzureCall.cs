namespace AtlasCmk;

/// <summary>A request to Azure, for messages: what was asked, in words that follow "Azure refused to", and the right that it needs.</summary>
internal sealed record AzureCall(string Method, string Path, string What, string Right);
