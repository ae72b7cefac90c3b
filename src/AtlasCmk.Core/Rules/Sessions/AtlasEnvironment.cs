using System.Security;

namespace AtlasCmk.Rules;

/// <summary>The Atlas settings in environment variables, with the names of MongoDB's Terraform provider and the Atlas CLI.</summary>
internal sealed record AtlasEnvironment(AtlasCredential Credential, string? ProjectId, Uri? AtlasUri)
{
    private const string Project = "MONGODB_ATLAS_PROJECT_ID";

    // The first variable that is set is used, as in the provider: https://github.com/mongodb/terraform-provider-mongodbatlas/blob/master/internal/config/credentials.go
    private static readonly string[] s_publicKey = ["MONGODB_ATLAS_PUBLIC_API_KEY", "MONGODB_ATLAS_PUBLIC_KEY", "MCLI_PUBLIC_API_KEY"];
    private static readonly string[] s_privateKey = ["MONGODB_ATLAS_PRIVATE_API_KEY", "MONGODB_ATLAS_PRIVATE_KEY", "MCLI_PRIVATE_API_KEY"];
    private static readonly string[] s_clientId = ["MONGODB_ATLAS_CLIENT_ID"];
    private static readonly string[] s_clientSecret = ["MONGODB_ATLAS_CLIENT_SECRET"];
    private static readonly string[] s_token = ["MONGODB_ATLAS_ACCESS_TOKEN"];

    // The second name is that of the Atlas CLI: https://www.mongodb.com/docs/atlas/cli/current/atlas-cli-env-variables/
    private static readonly string[] s_baseUrl = ["MONGODB_ATLAS_BASE_URL", "MONGODB_ATLAS_OPS_MANAGER_URL", "MCLI_OPS_MANAGER_URL"];

    private sealed record Variable(string Name, string? Value);

    /// <param name="variable">The value of a variable. Empty counts as absent.</param>
    /// <exception cref="AtlasCmkException">A variable is missing or unusable. The message has its value if it is not a secret.</exception>
    public static AtlasEnvironment Read(Func<string, string?> variable)
    {
        Variable First(params string[] names) => names.Select(n => new Variable(n, variable(n)?.Trim())).FirstOrDefault(v => !string.IsNullOrEmpty(v.Value)) ?? new(names[0], null);

        Variable[] firsts = [First(s_publicKey), First(s_clientId), First(s_token)];
        var key = Pair(firsts[0], First(s_privateKey));
        var account = Pair(firsts[1], First(s_clientSecret));
        var token = firsts[2].Value is { } given ? AtlasCredential.OfToken(Secure(given), firsts[2].Name) : null;
        AtlasCredential[] all = [.. new[] { key, account is null ? null : account with { IsServiceAccount = true }, token }.OfType<AtlasCredential>()];
        if (all.Length > 1)
        {
            throw SessionErrors.EnvironmentIncomplete("The environment has credentials of several kinds, both "
                + $"{string.Join(" and ", firsts.Where(v => v.Value is not null).Select(v => v.Name))}. They may not have the same rights.",
                "Remove the variables that you do not want to use.");
        }

        var credential = all.SingleOrDefault() ?? throw SessionErrors.EnvironmentIncomplete("The environment names no credentials for Atlas.",
            $"Set {s_clientId[0]} and {s_clientSecret[0]} (service account), {s_publicKey[0]} and {s_privateKey[0]} (API key), or {s_token[0]}; or connect with -ServiceAccount or -Credential.");
        return new(credential, ProjectOf(First(Project).Value), AddressOf(First(s_baseUrl)));
    }

    private static AtlasCredential? Pair(Variable id, Variable secret) => (id.Value, secret.Value) switch
    {
        (null, null) => null,
        (_, null) => throw Missing(secret.Name, id.Name),
        (null, _) => throw Missing(id.Name, secret.Name),
        var (name, hidden) => new(name, Secure(hidden)) { IdVariable = id.Name, SecretVariable = secret.Name },
    };

    private static AtlasCmkException Missing(string absent, string present) =>
        SessionErrors.EnvironmentIncomplete($"The environment has {present}, but not {absent}.", $"Set {absent} too, or remove {present}.", absent);

    private static string? ProjectOf(string? id) => id is null || AtlasId.IsValid(id)
        ? id
        : throw SessionErrors.EnvironmentIncomplete($"{Project} is '{id}', which is not an Atlas project ID.", "Set it to the project's 24 hexadecimal digits, or remove it.", Project);

    private static Uri? AddressOf(Variable address) => address.Value is null ? null
        : Uri.TryCreate(address.Value, UriKind.Absolute, out var uri) ? uri
        : throw SessionErrors.EnvironmentIncomplete($"{address.Name} is not an address.", "Set it to https://cloud.mongodb.com/, or remove it.", address.Name);

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

/// <summary>AZURE_TOKEN_CREDENTIALS, with which Azure SDKs limit the default credentials to one, or to one kind.</summary>
/// <remarks>Source: https://learn.microsoft.com/dotnet/azure/sdk/authentication/credential-chains</remarks>
internal sealed record AzureTokenCredentials(string? Value)
{
    public const string Variable = "AZURE_TOKEN_CREDENTIALS";

    public const string AzPowerShell = "AzurePowerShellCredential";
    public const string Development = "dev";
    public const string Production = "prod";

    public static AzureTokenCredentials OfProcess => new(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Whether the credentials are not limited.</summary>
    public bool AdmitsAll => string.IsNullOrWhiteSpace(Value);

    public bool Admits(string credential, string kind) => AdmitsAll
        || Value!.Trim().Equals(kind, StringComparison.OrdinalIgnoreCase) || Value.Trim().Equals(credential, StringComparison.OrdinalIgnoreCase);
}
