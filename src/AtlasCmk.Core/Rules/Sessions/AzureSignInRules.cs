namespace AtlasCmk.Rules;

/// <summary>Determines how to sign in to Azure from the parameters, and checks that they are compatible.</summary>
internal static class AzureSignInRules
{
    /// <param name="asked">The value of -AzureAuthentication, or null.</param>
    /// <param name="given">The other parameters. Its method is ignored.</param>
    public static AzureSignIn Choose(AzureAuthentication? asked, AzureSignIn given)
    {
        var method = asked ?? Implied(given);
        if (Misfit(method, given) is { } parameter)
        {
            throw SessionErrors.SessionSettingsContradict($"{parameter} cannot be used with -AzureAuthentication {method}.",
                "ClientSecret takes -AzureCredential and -AzureTenantId, AccessToken takes -AzureAccessToken, -KeyVaultAccessToken and -GraphAccessToken, "
                    + "ManagedIdentity takes -AzureClientId; AzContext, AzureCli and Default take -AzureTenantId. "
                + "Without -AzureAuthentication, these parameters decide the method. Use two sessions for two methods.", method);
        }

        if (Missing(method, given) is { } missing)
        {
            throw SessionErrors.SessionSettingsContradict($"Signing in to Azure with {method} also requires {missing}.", $"Give {missing}.", method);
        }

        CheckValues(given);
        return given with { Method = method };
    }

    private static void CheckValues(AzureSignIn given)
    {
        if (given.ClientSecret is not null)
        {
            CredentialRules.CheckApplication(given.ClientId, given.ClientSecret, "-AzureCredential");
        }

        CredentialRules.CheckText("client ID", "-AzureClientId", given.ClientId, InvalidCharacter.IsUnquoted);
        CredentialRules.CheckText("tenant", "-AzureTenantId", given.TenantId, InvalidCharacter.IsUnquoted);
        CredentialRules.CheckSecret("token", "-AzureAccessToken", given.AccessToken);
        CredentialRules.CheckSecret("token", "-KeyVaultAccessToken", given.KeyVaultAccessToken);
        CredentialRules.CheckSecret("token", "-GraphAccessToken", given.GraphAccessToken);
    }

    private static AzureAuthentication Implied(AzureSignIn given) =>
        given.AccessToken is not null || given.KeyVaultAccessToken is not null || given.GraphAccessToken is not null ? AzureAuthentication.AccessToken
        : given.ClientSecret is not null ? AzureAuthentication.ClientSecret
        : given.ClientId is not null ? AzureAuthentication.ManagedIdentity
        : AzureAuthentication.Default;

    private static string? Misfit(AzureAuthentication method, AzureSignIn given) =>
        given.ClientSecret is not null && method != AzureAuthentication.ClientSecret ? "-AzureCredential"
        : given.ClientSecret is null && given.ClientId is not null && method != AzureAuthentication.ManagedIdentity ? "-AzureClientId"
        : given.AccessToken is not null && method != AzureAuthentication.AccessToken ? "-AzureAccessToken"
        : given.KeyVaultAccessToken is not null && method != AzureAuthentication.AccessToken ? "-KeyVaultAccessToken"
        : given.GraphAccessToken is not null && method != AzureAuthentication.AccessToken ? "-GraphAccessToken"
        : given.TenantId is not null && method is (AzureAuthentication.AccessToken or AzureAuthentication.ManagedIdentity) ? "-AzureTenantId"
        : null;

    private static string? Missing(AzureAuthentication method, AzureSignIn given) => method switch
    {
        AzureAuthentication.ClientSecret when given.ClientSecret is null => "-AzureCredential",
        AzureAuthentication.ClientSecret when given.TenantId is null => "-AzureTenantId",
        AzureAuthentication.AccessToken when given.AccessToken is null && given.KeyVaultAccessToken is null && given.GraphAccessToken is null => "-AzureAccessToken",
        _ => null,
    };
}
