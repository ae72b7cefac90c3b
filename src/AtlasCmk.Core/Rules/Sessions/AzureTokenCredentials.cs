namespace AtlasCmk.Rules;

/// <summary>AZURE_TOKEN_CREDENTIALS, by which Azure's SDKs let a user name the one credential, or the kind of them, that the surroundings may offer.</summary>
/// <remarks>Source: https://learn.microsoft.com/dotnet/azure/sdk/authentication/credential-chains</remarks>
internal sealed record AzureTokenCredentials(string? Value)
{
    public const string Variable = "AZURE_TOKEN_CREDENTIALS";

    public const string AzPowerShell = "AzurePowerShellCredential";
    public const string Development = "dev";
    public const string Production = "prod";

    public static AzureTokenCredentials OfProcess => new(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Whether nobody has restricted the ways.</summary>
    public bool AdmitsAll => string.IsNullOrWhiteSpace(Value);

    public bool Admits(string credential, string kind) => AdmitsAll
        || Value!.Trim().Equals(kind, StringComparison.OrdinalIgnoreCase) || Value.Trim().Equals(credential, StringComparison.OrdinalIgnoreCase);
}
