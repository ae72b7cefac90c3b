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
        AzureAuthentication.AccessToken => new AccessTokenCredential(options.Azure, options.AzureCloud, options.Time),
        AzureAuthentication.AzContext => Signing(options, AzContext(options)),
        AzureAuthentication.ManagedIdentity => Signing(options, ManagedIdentity(options, transport, options.Azure.ClientId)),
        AzureAuthentication.ClientSecret => Signing(options, ClientSecret(options, transport)),
        AzureAuthentication.AzureCli => Signing(options, AzureCli(options, transport)),
        _ => Signing(options, [.. Surroundings(options, transport)]),
    };

    private static AzureSignInCredential Signing(ConnectionOptions options, params AzureSignInSource[] sources) => new(sources, options.AzureCloud);

    private static AzureSignInSource ClientSecret(ConnectionOptions options, HttpPipelineTransport transport)
    {
        if (options.Azure is not { ClientId: { } client, TenantId: { } tenant, ClientSecret: { } secret })
        {
            throw Failures.AzureSignInIncomplete("To sign in to Azure with a client secret takes a client id, a secret and a tenant.",
                "Give client id and secret as -AzureCredential, and the tenant as -AzureTenantId.");
        }

        return new($"application {client} of tenant {tenant}", () => new ClientSecretCredential(tenant, client, secret.Reveal(),
            AzurePipeline.Configure(new ClientSecretCredentialOptions
            {
                AuthorityHost = options.AzureCloud.Authority,
                // Our authorities are the known ones: nobody has to be asked about them.
                DisableInstanceDiscovery = true,
            }, transport, options.Time)));
    }

    private static AzureSignInSource AzContext(ConnectionOptions options) =>
        new("Az context", () => new AzContextCredential(options.Azure.TenantId, options.AzureCloud));

    private static AzureSignInSource AzureCli(ConnectionOptions options, HttpPipelineTransport transport) =>
        new("Azure CLI", () => new AzureCliCredential(
            AzurePipeline.Quieten(new AzureCliCredentialOptions { AuthorityHost = options.AzureCloud.Authority, TenantId = options.Azure.TenantId }, transport)));

    private static List<AzureSignInSource> Surroundings(ConnectionOptions options, HttpPipelineTransport transport)
    {
        var authority = options.AzureCloud.Authority;
        (string Credential, string Stage, AzureSignInSource Source)[] all =
        [
            // Who has signed in to Az in this very runspace means that account.
            (nameof(AzurePowerShellCredential), "dev", AzContext(options)),
            (nameof(EnvironmentCredential), "prod", new("environment variables (AZURE_CLIENT_ID …)", () => new EnvironmentCredential(
                AzurePipeline.Quieten(new EnvironmentCredentialOptions { AuthorityHost = authority, DisableInstanceDiscovery = true }, transport)))),
            (nameof(WorkloadIdentityCredential), "prod", new("workload identity", () => new WorkloadIdentityCredential(
                AzurePipeline.Quieten(new WorkloadIdentityCredentialOptions { AuthorityHost = authority, DisableInstanceDiscovery = true }, transport)))),
            (nameof(ManagedIdentityCredential), "prod", ManagedIdentity(options, transport, Environment.GetEnvironmentVariable("AZURE_CLIENT_ID"))),
            (nameof(AzureCliCredential), "dev", AzureCli(options, transport)),
        ];
        var choice = Environment.GetEnvironmentVariable(Choice);
        var chosen = all.Where(s => string.IsNullOrWhiteSpace(choice)
            || choice.Equals(s.Stage, StringComparison.OrdinalIgnoreCase) || choice.Equals(s.Credential, StringComparison.OrdinalIgnoreCase)).Select(s => s.Source).ToList();
        return chosen.Count > 0 ? chosen : throw Failures.AzureSignInIncomplete(
            $"The environment variable {Choice} is '{choice}', which leaves no way to sign in to Azure.",
            $"Set it to prod, dev or one of {string.Join(", ", all.Select(s => s.Credential))}, or remove it; or connect with -AzureAuthentication.");
    }

    /// <summary>Where the host names the endpoint of its identity, it is asked directly.</summary>
    /// <remarks>Elsewhere only a part of DefaultAzureCredential looks for one second whether there is an identity; alone, it asks an address that answers only in Azure for half a minute.</remarks>
    private static AzureSignInSource ManagedIdentity(ConnectionOptions options, HttpPipelineTransport transport, string? clientId)
    {
        var name = clientId is null ? "managed identity" : $"managed identity {clientId}";
        return new(name, () => s_identityEndpoints.Any(e => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(e)))
            ? new ManagedIdentityCredential(AzurePipeline.Configure(
                new ManagedIdentityCredentialOptions(clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId)), transport, options.Time))
            : Probing(transport, clientId));
    }

    private static readonly string[] s_identityEndpoints = ["IDENTITY_ENDPOINT", "MSI_ENDPOINT"];

    private static DefaultAzureCredential Probing(HttpPipelineTransport transport, string? clientId) => new(AzurePipeline.Quieten(new DefaultAzureCredentialOptions
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
        ManagedIdentityClientId = clientId,
    }, transport));
}
