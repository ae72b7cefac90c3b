using System.Security;

namespace AtlasCmk;

/// <summary>Who asks Atlas: an API key (public and private key, HTTP digest), or a service account (client id and secret, OAuth).</summary>
internal sealed record AtlasCredential(string Id, SecureString Secret)
{
    public const string ApiKey = "API key";
    public const string ServiceAccount = "service account";

    public bool IsServiceAccount { get; init; }

    /// <summary>For messages.</summary>
    public string Kind => IsServiceAccount ? ServiceAccount : ApiKey;

    public override string ToString() => Id;
}
