using System.Security;

namespace AtlasCmk;

/// <summary>Who asks Atlas: an API key (public and private key, HTTP digest), a service account (client id and secret, OAuth), or a ready-made access token.</summary>
internal sealed record AtlasCredential(string Id, SecureString Secret)
{
    public const string ApiKey = "API key";
    public const string ServiceAccount = "service account";
    public const string AccessToken = "access token";

    public bool IsServiceAccount { get; init; }

    /// <summary>A token that somebody else fetched: it has no id, and is neither renewed nor revoked.</summary>
    public bool IsToken { get; init; }

    /// <summary>The variable that the id came from; null for a parameter.</summary>
    public string? IdVariable { get; init; }

    /// <summary>The variable that the secret came from; null for a parameter.</summary>
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
