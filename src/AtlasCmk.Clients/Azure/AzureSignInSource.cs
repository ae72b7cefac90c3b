using Azure.Core;

namespace AtlasCmk.Clients;

/// <summary>One way to sign in, named for messages. It is made when it is needed: only then is a secret revealed or a file read.</summary>
internal sealed record AzureSignInSource(string Name, Func<TokenCredential> Create);
