using System.Security;

namespace AtlasCmk;

/// <summary>The Atlas credentials: an API key (public and private key, HTTP digest), a service account (client ID and secret, OAuth), or an access token.</summary>
internal sealed record AtlasCredential(string Id, SecureString Secret)
{
    public const string ApiKey = "API key";
    public const string ServiceAccount = "service account";
    public const string AccessToken = "access token";

    public bool IsServiceAccount { get; init; }

    /// <summary>A token from another program: it has no ID, and is neither renewed nor revoked.</summary>
    public bool IsToken { get; init; }

    /// <summary>The variable that contained the ID; null for a parameter.</summary>
    public string? IdVariable { get; init; }

    /// <summary>The variable that contained the secret; null for a parameter.</summary>
    public string? SecretVariable { get; init; }

    /// <summary>For messages.</summary>
    public string IdSource => IdVariable ?? $"the user name of {Parameter}";

    /// <inheritdoc cref="IdSource"/>
    public string SecretSource => SecretVariable ?? (IsToken ? Parameter : $"the password of {Parameter}");

    /// <summary>For messages.</summary>
    public string Kind => IsToken ? AccessToken : IsServiceAccount ? ServiceAccount : ApiKey;

    private string Parameter => IsToken ? "-AtlasAccessToken" : IsServiceAccount ? "-ServiceAccount" : "-Credential";

    public static AtlasCredential OfToken(SecureString token, string? variable = null) => new("", token) { IsToken = true, SecretVariable = variable };

    public override string ToString() => IsToken ? AccessToken : Id;
}
