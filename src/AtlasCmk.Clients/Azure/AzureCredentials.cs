using System.Security;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace AtlasCmk.Clients;

/// <summary>The ways to sign in to Azure.</summary>
internal static class AzureCredentials
{
    private const string Development = AzureTokenCredentials.Development;
    private const string Production = AzureTokenCredentials.Production;

    public static TokenCredential Create(ConnectionOptions options, HttpPipelineTransport transport) => options.Azure.Method switch
    {
        AzureAuthentication.AccessToken => new AccessTokenCredential(options),
        AzureAuthentication.AzContext => Signing(options, AzContext(options)),
        AzureAuthentication.ManagedIdentity => Signing(options, ManagedIdentity(options, transport, options.Azure.ClientId, othersFollow: false)),
        AzureAuthentication.ClientSecret => Signing(options, ClientSecret(options, transport)),
        AzureAuthentication.AzureCli => Signing(options, AzureCli(options, transport)),
        _ => Signing(options, [.. Surroundings(options, transport)]),
    };

    /// <summary>A fingerprint that distinguishes client secrets without revealing them.</summary>
    public static string Fingerprint(AzureCloud cloud, string tenantId, string clientId, SecureString clientSecret) => Hash(cloud.Name, tenantId, clientId, clientSecret.Reveal());

    private static string Hash(params IEnumerable<string?> parts) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));

    private static AzureSignInCredential Signing(ConnectionOptions options, params AzureSignInSource[] sources) => new(sources, options.AzureCloud);

    private static AzureSignInSource ClientSecret(ConnectionOptions options, HttpPipelineTransport transport)
    {
        if (options.Azure is not { ClientId: { } client, TenantId: { } tenant, ClientSecret: { } secret })
        {
            throw AzureSignInErrors.AzureSignInIncomplete("Signing in to Azure with a client secret requires a client ID, a secret and a tenant.",
                "Pass client ID and secret as -AzureCredential, and the tenant as -AzureTenantId.");
        }

        return new($"application {client} of tenant {tenant}", () => new ClientSecretCredential(tenant, client, secret.Reveal(),
            AzurePipeline.Configure(new ClientSecretCredentialOptions
            {
                AuthorityHost = options.AzureCloud.Authority,
                // All authorities are known, so instance discovery is not needed.
                DisableInstanceDiscovery = true,
            }, transport, options.Time)))
        {
            // It does not change during the session.
            Proof = () => "",
        };
    }

    private static AzureSignInSource AzContext(ConnectionOptions options) =>
        new("Az context", () => new AzContextCredential(options.Azure.TenantId, options.AzureCloud));

    private static AzureSignInSource AzureCli(ConnectionOptions options, HttpPipelineTransport transport) =>
        new("Azure CLI", () => new AzureCliCredential(
            AzurePipeline.Quieten(new AzureCliCredentialOptions { AuthorityHost = options.AzureCloud.Authority, TenantId = options.Azure.TenantId }, transport, options.Time)));

    private static List<AzureSignInSource> Surroundings(ConnectionOptions options, HttpPipelineTransport transport)
    {
        var authority = options.AzureCloud.Authority;
        var admitted = AzureTokenCredentials.OfProcess;
        (string Credential, string Kind, AzureSignInSource Source)[] all =
        [
            // If you are signed in to Az in this runspace, that account is used first.
            (AzureTokenCredentials.AzPowerShell, Development, AzContext(options)),
            (nameof(EnvironmentCredential), Production, new("environment variables (AZURE_CLIENT_ID …)", () => new EnvironmentCredential(
                AzurePipeline.Quieten(new EnvironmentCredentialOptions { AuthorityHost = authority, DisableInstanceDiscovery = true }, transport, options.Time))) { Proof = HashOfEnvironment }),
            (nameof(WorkloadIdentityCredential), Production, new("workload identity", () => new WorkloadIdentityCredential(
                AzurePipeline.Quieten(new WorkloadIdentityCredentialOptions { AuthorityHost = authority, DisableInstanceDiscovery = true }, transport, options.Time)))),
            (nameof(ManagedIdentityCredential), Production, ManagedIdentity(options, transport, Environment.GetEnvironmentVariable("AZURE_CLIENT_ID"), othersFollow: admitted.AdmitsAll)),
            (nameof(AzureCliCredential), Development, AzureCli(options, transport)),
        ];
        var chosen = all.Where(s => admitted.Admits(s.Credential, s.Kind)).Select(s => s.Source).ToList();
        return chosen.Count > 0 ? chosen : throw AzureSignInErrors.AzureSignInIncomplete(
            $"The environment variable {AzureTokenCredentials.Variable} is '{admitted.Value}', which leaves no way to sign in to Azure.",
            $"Set it to prod, dev or one of {string.Join(", ", all.Select(s => s.Credential))}, or remove it; or connect with -AzureAuthentication.");
    }

    /// <summary>If the host sets its identity endpoint, or only managed identity is allowed, it is used directly.</summary>
    /// <remarks>
    /// Elsewhere the metadata address, which exists only in Azure, would delay the next sources. Only a part of
    /// DefaultAzureCredential probes it for one second. AZURE_TOKEN_CREDENTIALS overrides the options of that credential,
    /// even to the Azure CLI, so it is used only if the variable is not set.
    /// </remarks>
    private static AzureSignInSource ManagedIdentity(ConnectionOptions options, HttpPipelineTransport transport, string? clientId, bool othersFollow)
    {
        var name = clientId is null ? "managed identity" : $"managed identity {clientId}";
        var isNamed = s_identityEndpoints.Any(e => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(e)));
        return new(name, () => isNamed ? new ManagedIdentityCredential(AzurePipeline.Configure(IdentityOptions(clientId), transport, options.Time))
            : othersFollow ? Probing(options, transport, clientId)
            : OfMachine(options, transport, clientId))
        {
            Remedy = isNamed || !othersFollow ? AzureSignInErrors.ManagedIdentityRemedy : null,
        };
    }

    /// <summary>A secret in the environment can change during the session, and then has another fingerprint.</summary>
    private static string HashOfEnvironment() => Hash(s_environment.Select(Environment.GetEnvironmentVariable));

    private static readonly string[] s_environment = ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_CLIENT_CERTIFICATE_PASSWORD"];

    private static ManagedIdentityCredentialOptions IdentityOptions(string? clientId) =>
        new(clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));

    /// <summary>In Azure the address responds at once, elsewhere never. So the timeout is shorter than for remote services.</summary>
    private static MachineIdentityCredential OfMachine(ConnectionOptions options, HttpPipelineTransport transport, string? clientId)
    {
        var identity = AzurePipeline.Configure(IdentityOptions(clientId), transport, options.Time);
        identity.RetryPolicy = new AzureRetry(options.Time, maxTries: 3);
        identity.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
        return new(new(identity));
    }

    private static readonly string[] s_identityEndpoints = ["IDENTITY_ENDPOINT", "MSI_ENDPOINT"];

    private static DefaultAzureCredential Probing(ConnectionOptions options, HttpPipelineTransport transport, string? clientId) => new(AzurePipeline.Quieten(new DefaultAzureCredentialOptions
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
    }, transport, options.Time));
}

/// <summary>Tokens that the user supplied, one each for Resource Manager, Key Vault's data plane and Microsoft Graph. They are not renewed. An expired token is not sent.</summary>
internal sealed class AccessTokenCredential(ConnectionOptions options) : TokenCredential
{
    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        var (secret, parameter) = requestContext.Scopes.Contains(options.AzureCloud.VaultScope)
            ? (options.Azure.KeyVaultAccessToken, "-KeyVaultAccessToken")
            : requestContext.Scopes.Contains(options.AzureCloud.GraphScope) ? (options.Azure.GraphAccessToken, "-GraphAccessToken")
            : (options.Azure.AccessToken, "-AzureAccessToken");
        var token = (secret ?? throw Missing(parameter)).Reveal();
        // Azure's tokens are JWTs. For any other token the expiry is unknown, so Azure decides.
        var expires = TokenClaims.ExpiryOf(token) ?? DateTimeOffset.MaxValue;
        return expires > options.Time.GetUtcNow()
            ? new(token, expires)
            : throw AzureSignInErrors.AzureTokenExpired(expires, parameter, options.Sandbox);
    }

    private static AtlasCmkException Missing(string parameter) =>
        AzureSignInErrors.AzureSignInIncomplete(
            $"The session has no token for {(parameter == "-GraphAccessToken" ? "Microsoft Graph" : "this part of Azure")}.", $"Connect again, with {parameter} as well.");
}

/// <summary>Managed identity at the metadata address of Azure machines. No response means that there is no identity, not a failed sign-in.</summary>
internal sealed class MachineIdentityCredential(ManagedIdentityCredential identity) : TokenCredential
{
    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        try
        {
            return await identity.GetTokenAsync(requestContext, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthenticationFailedException e) when (e is not CredentialUnavailableException && AzureConnectionLoss.Find(e, cancellationToken) is { } loss)
        {
            throw new CredentialUnavailableException($"IDENTITY_ENDPOINT is not set, and 169.254.169.254, the identity address of Azure machines, does not respond: {loss.What}");
        }
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Requests to Azure are asynchronous only.");
}
