using System.Security;

namespace AtlasCmk;

/// <summary>Who asks Atlas: an API key (public and private key, HTTP digest).</summary>
internal sealed record AtlasCredential(string Id, SecureString Secret)
{
    public override string ToString() => Id;
}
