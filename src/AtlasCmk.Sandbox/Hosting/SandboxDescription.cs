using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AtlasCmk.Sandbox.Azure.Tokens;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>The addresses and credentials of a running world: the line that <c>Connect-Atlas -Sandbox FILE</c> reads.</summary>
internal sealed class SandboxDescription
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>All faces over TLS, by path. The same port serves them by host name.</summary>
    public required string Address { get; init; }

    public required int Port { get; init; }

    /// <summary>Atlas and the managed identity without TLS.</summary>
    public required int HttpPort { get; init; }

    /// <summary>The file with the certificate of the authority that signs for all faces.</summary>
    public required string CaCertificate { get; init; }

    public required string PublicKey { get; init; }

    public required string PrivateKey { get; init; }

    /// <summary>The service account of Atlas.</summary>
    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    public required string OrganizationId { get; init; }

    public required string ProjectId { get; init; }

    public required IReadOnlyList<string> Clusters { get; init; }

    public required string TenantId { get; init; }

    public required string SubscriptionId { get; init; }

    public required string ResourceGroup { get; init; }

    public required string KeyVaultName { get; init; }

    public required string KeyIdentifier { get; init; }

    /// <summary>The application whose credentials Atlas uses.</summary>
    public required string AzureClientId { get; init; }

    public required string AzureClientSecret { get; init; }

    /// <summary>The operator's token for Resource Manager.</summary>
    public required string AzureAccessToken { get; init; }

    /// <summary>The operator's token for the keys of the vault.</summary>
    public required string KeyVaultAccessToken { get; init; }

    /// <summary>The operator's token for Microsoft Graph.</summary>
    public required string GraphAccessToken { get; init; }

    /// <summary>Makes Connect-Atlas sign in to Atlas as the service account. Only set on request.</summary>
    public bool? UseServiceAccount { get; init; }

    /// <summary>Makes Connect-Atlas sign in to Azure without the operator's tokens. Only set on request.</summary>
    public string? AzureAuthentication { get; init; }

    /// <summary>IDENTITY_ENDPOINT of a machine whose managed identity is the operator. Only set if managed identity is used to sign in.</summary>
    public string? IdentityEndpoint { get; init; }

    /// <summary>IDENTITY_HEADER of that machine.</summary>
    public string? IdentityHeader { get; init; }

    /// <summary>The speed of the world's clock relative to the machine's. Only set if they differ.</summary>
    public int? ClockSpeed { get; init; }

    /// <summary>When both clocks showed the same time.</summary>
    public DateTimeOffset? ClockOrigin { get; init; }

    /// <summary>The proxy's address, without user and password. Only set if there is a proxy.</summary>
    public string? Proxy { get; init; }

    public string? ProxyUser { get; init; }

    public string? ProxyPassword { get; init; }

    /// <summary>
    /// The Atlas API key and service account own the organization. There are two Azure identities. The operator has all rights,
    /// and its tokens are in the description. Atlas uses the application, and you can sign in with it too.
    /// </summary>
    public static SandboxDescription Of(SandboxServices services, int port, int httpPort, string caCertificate, ConnectProxy? proxy) => services.World.Do(() =>
    {
        var world = services.World;
        var project = world.Projects[0];
        var key = world.Credentials.First(credential => !credential.IsServiceAccount);
        var account = world.Credentials.First(credential => credential.IsServiceAccount);
        var application = world.Tenant.AtlasApplication;
        var usesIdentity = services.Options.AzureAuthentication is "ManagedIdentity";
        return new SandboxDescription
        {
            Address = $"https://127.0.0.1:{port}",
            Port = port,
            HttpPort = httpPort,
            CaCertificate = caCertificate,
            PublicKey = key.Id,
            PrivateKey = key.Secret,
            ClientId = account.Id,
            ClientSecret = account.Secret,
            OrganizationId = world.Organization.Id,
            ProjectId = project.Id,
            Clusters = [.. project.Clusters.Select(cluster => cluster.Name)],
            TenantId = world.Tenant.Id,
            SubscriptionId = world.Subscription.Id,
            ResourceGroup = project.Vault.ResourceGroup,
            KeyVaultName = project.Vault.Name,
            KeyIdentifier = WorldStages.SettingsFor(world, project).KeyIdentifier!,
            AzureClientId = application.ClientId,
            AzureClientSecret = application.Secrets[0].Value,
            AzureAccessToken = services.Tokens.Issue(world.Tenant.OperatorApplication, services.Tokens.ArmAudience, AzureTokens.LifetimeOfOperator),
            KeyVaultAccessToken = services.Tokens.Issue(world.Tenant.OperatorApplication, services.Tokens.VaultAudience, AzureTokens.LifetimeOfOperator),
            GraphAccessToken = services.Tokens.Issue(world.Tenant.OperatorApplication, services.Tokens.GraphAudience, AzureTokens.LifetimeOfOperator),
            UseServiceAccount = services.Options.ServiceAccount ? true : null,
            AzureAuthentication = services.Options.AzureAuthentication,
            IdentityEndpoint = usesIdentity ? $"http://127.0.0.1:{httpPort}{Face.IdentityEndpointPath}" : null,
            IdentityHeader = usesIdentity ? services.IdentityHeader : null,
            ClockSpeed = world.Options.Speed > 1 ? world.Options.Speed : null,
            ClockOrigin = world.Options.Speed > 1 ? world.Clock.Origin : null,
            Proxy = proxy?.Address,
            ProxyUser = proxy?.UserName,
            ProxyPassword = proxy?.Password,
        };
    });

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    public override string ToString() => Address;
}
