using Azure.Core;

namespace AtlasCmk.Clients;

/// <summary>One way to sign in, named for messages. It is made when it is needed: only then is a secret revealed or a file read.</summary>
internal sealed record AzureSignInSource(string Name, Func<TokenCredential> Create)
{
    /// <summary>What helps where this way fails; null where that is not special to it.</summary>
    public string? Remedy { get; init; }

    /// <summary>What the way proves itself with, as text that betrays nothing of it: a proof that was refused is not sent again. Null where a user may mend the way meanwhile.</summary>
    public Func<string>? Proof { get; init; }
}
