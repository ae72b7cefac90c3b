using System.Security;

namespace AtlasCmk;

/// <summary>What the environment says about Atlas, by the names that MongoDB's Terraform provider and Atlas CLI use.</summary>
internal sealed record AtlasEnvironment(AtlasCredential Credential, string? ProjectId, Uri? AtlasUri)
{
    private const string PublicKey = "MONGODB_ATLAS_PUBLIC_API_KEY";
    private const string PrivateKey = "MONGODB_ATLAS_PRIVATE_API_KEY";
    private const string Project = "MONGODB_ATLAS_PROJECT_ID";
    private const string ClientId = "MONGODB_ATLAS_CLIENT_ID";
    private const string ClientSecret = "MONGODB_ATLAS_CLIENT_SECRET";
    private const string BaseUrl = "MONGODB_ATLAS_BASE_URL";

    /// <param name="variable">The value of a variable; an empty one counts as absent.</param>
    /// <exception cref="AtlasCmkException">A variable is missing, or cannot be used; its value is named where it is no secret.</exception>
    public static AtlasEnvironment Read(Func<string, string?> variable)
    {
        string? Value(string name) => string.IsNullOrWhiteSpace(variable(name)) ? null : variable(name)!.Trim();

        var key = Pair(PublicKey, Value(PublicKey), PrivateKey, Value(PrivateKey));
        var account = Pair(ClientId, Value(ClientId), ClientSecret, Value(ClientSecret));
        if (key is not null && account is not null)
        {
            throw Failures.EnvironmentIncomplete($"The environment names both an API key ({PublicKey}) and a service account ({ClientId}), and they may not have the same rights.",
                "Remove the two variables of the one that is not meant.");
        }

        var credential = account is not null ? account with { IsServiceAccount = true } : key
            ?? throw Failures.EnvironmentIncomplete("The environment names no credentials for Atlas.",
                $"Set {ClientId} and {ClientSecret} (service account), or {PublicKey} and {PrivateKey} (API key); or connect with -ServiceAccount or -Credential.");
        return new(credential, ProjectOf(Value(Project)), AddressOf(Value(BaseUrl)));
    }

    private static AtlasCredential? Pair(string idName, string? id, string secretName, string? secret) => (id, secret) switch
    {
        (null, null) => null,
        (_, null) => throw Missing(secretName, idName),
        (null, _) => throw Missing(idName, secretName),
        _ => new(id, Secure(secret)),
    };

    private static AtlasCmkException Missing(string absent, string present) =>
        Failures.EnvironmentIncomplete($"The environment has {present}, but not {absent}.", $"Set {absent} too, or remove {present}.", absent);

    private static string? ProjectOf(string? id) => id is null || AtlasId.IsValid(id)
        ? id
        : throw Failures.EnvironmentIncomplete($"{Project} is '{id}', which is no id of a project.", "Set it to the project's 24 hexadecimal digits, or remove it.", Project);

    private static Uri? AddressOf(string? address) => address is null ? null
        : Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri
        : throw Failures.EnvironmentIncomplete($"{BaseUrl} is no address.", "Set it to https://cloud.mongodb.com/, or remove it.", BaseUrl);

    private static SecureString Secure(string text)
    {
        var secret = new SecureString();
        foreach (var c in text)
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return secret;
    }

    public override string ToString() => Credential.ToString();
}
