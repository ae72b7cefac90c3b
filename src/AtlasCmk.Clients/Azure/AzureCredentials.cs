using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace AtlasCmk.Clients;

/// <summary>The ways to sign in to Azure that a session knows.</summary>
internal static class AzureCredentials
{
    /// <summary>Azure SDKs let this variable name the one credential, or the kind of them, that may be used.</summary>
    private const string Choice = "AZURE_TOKEN_CREDENTIALS";

    public static TokenCredential Create(ConnectionOptions options, HttpPipelineTransport transport) => options.Azure.Method switch
    {
        AzureAuthentication.ClientSecret => new AzureSignInCredential([ClientSecret(options, transport)], options.AzureCloud),
        AzureAuthentication.AccessToken => new AccessTokenCredential(options.Azure, options.AzureCloud, options.Time),
        _ => new AzureSignInCredential(Surroundings(options, transport), options.AzureCloud),
    };

    private static AzureSignInSource ClientSecret(ConnectionOptions options, HttpPipelineTransport transport)
    {
        if (options.Azure is not { ClientId: { } client, TenantId: { } tenant, ClientSecret: { } secret })
        {
            throw Failures.AzureSignInIncomplete("To sign in to Azure with a client secret takes a client id, a secret and a tenant.",
                "Give client id and secret as -AzureCredential, and the tenant as -AzureTenantId.");
        }

        return new($"application {client} of tenant {tenant}", () => new ClientSecretCredential(tenant, client, secret.Reveal(),
            ArmPipeline.Configure(new ClientSecretCredentialOptions
            {
                AuthorityHost = options.AzureCloud.Authority,
                // Our authorities are the known ones: nobody has to be asked about them.
                DisableInstanceDiscovery = true,
            }, transport, options.Time)));
    }

    private static List<AzureSignInSource> Surroundings(ConnectionOptions options, HttpPipelineTransport transport)
    {
        var authority = options.AzureCloud.Authority;
        (string Credential, string Stage, AzureSignInSource Source)[] all =
        [
            (nameof(EnvironmentCredential), "prod", new("environment variables (AZURE_CLIENT_ID …)", () => new EnvironmentCredential(
                ArmPipeline.Quieten(new EnvironmentCredentialOptions { AuthorityHost = authority, DisableInstanceDiscovery = true }, transport)))),
            (nameof(WorkloadIdentityCredential), "prod", new("workload identity", () => new WorkloadIdentityCredential(
                ArmPipeline.Quieten(new WorkloadIdentityCredentialOptions { AuthorityHost = authority, DisableInstanceDiscovery = true }, transport)))),
            (nameof(ManagedIdentityCredential), "prod", new("managed identity", () => ManagedIdentity(transport))),
            (nameof(AzureCliCredential), "dev", new("Azure CLI", () => new AzureCliCredential(
                ArmPipeline.Quieten(new AzureCliCredentialOptions { AuthorityHost = authority }, transport)))),
        ];
        var choice = Environment.GetEnvironmentVariable(Choice);
        var chosen = all.Where(s => string.IsNullOrWhiteSpace(choice)
            || choice.Equals(s.Stage, StringComparison.OrdinalIgnoreCase) || choice.Equals(s.Credential, StringComparison.OrdinalIgnoreCase)).Select(s => s.Source).ToList();
        return chosen.Count > 0 ? chosen : throw Failures.AzureSignInIncomplete(
            $"The environment variable {Choice} is '{choice}', which leaves no way to sign in to Azure.",
            $"Set it to prod, dev or one of {string.Join(", ", all.Select(s => s.Credential))}, or remove it; or connect with -AzureCredential or -AzureAccessToken.");
    }

    /// <summary>Only as a part of DefaultAzureCredential does it look for one second whether there is an identity; alone, it asks an address that answers only in Azure for half a minute.</summary>
    private static DefaultAzureCredential ManagedIdentity(HttpPipelineTransport transport) => new(ArmPipeline.Quieten(new DefaultAzureCredentialOptions
    {
        ExcludeEnvironmentCredential = true,
        ExcludeWorkloadIdentityCredential = true,
        ExcludeVisualStudioCredential = true,
        ExcludeVisualStudioCodeCredential = true,
        ExcludeAzureCliCredential = true,
        ExcludeAzurePowerShellCredential = true,
        ExcludeAzureDeveloperCliCredential = true,
        ExcludeInteractiveBrowserCredential = true,
        ExcludeBrokerCredential = true,
        ManagedIdentityClientId = Environment.GetEnvironmentVariable("AZURE_CLIENT_ID"),
    }, transport));
}
