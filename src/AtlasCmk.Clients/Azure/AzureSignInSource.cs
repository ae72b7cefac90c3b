using Azure.Core;

namespace AtlasCmk.Clients;

/// <summary>A way to sign in, with a name for messages. It is created on demand, so secrets are revealed and files read only then.</summary>
internal sealed record AzureSignInSource(string Name, Func<TokenCredential> Create)
{
    /// <summary>The recommended action if this source fails. Null if there is no specific one.</summary>
    public string? Remedy { get; init; }

    /// <summary>A fingerprint of the credential. A refused credential is not sent again. Null if the user can fix the source during the session.</summary>
    public Func<string>? Proof { get; init; }
}
