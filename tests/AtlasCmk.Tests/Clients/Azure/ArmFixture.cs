using System.Security;
using AtlasCmk.Clients;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Tests.Clients;

/// <summary>A session's Azure side over <see cref="FakeArm"/>, and the names that the tests share.</summary>
internal sealed class ArmFixture
{
    public const string Token = "opaque-token-that-must-not-be-seen";
    public const string VaultToken = "opaque-vault-token-that-must-not-be-seen";
    public const string VaultPath = "/subscriptions/sub-1/resourceGroups/rg-1/providers/Microsoft.KeyVault/vaults/kv-1";
    public const string ConnectionPath = VaultPath + "/privateEndpointConnections/pe-1";

    public static readonly KeyVaultReference Vault = new(AzureCloud.Public, "sub-1", "rg-1", "kv-1");
    public static readonly ConnectionId Id = new(Vault, "pe-1");

    private readonly ConnectionOptions _options;
    private readonly HttpPipeline _pipeline;
    private readonly HttpPipeline _vaults;

    public ArmFixture(TokenCredential? credential = null)
    {
        _options = Options(new(AzureAuthentication.AccessToken) { AccessToken = Secret(Token), KeyVaultAccessToken = Secret(VaultToken) }, Time);
        credential ??= new AccessTokenCredential(_options);
        _pipeline = AzurePipeline.ForResourceManager(_options, Over(Arm), credential);
        _vaults = AzurePipeline.ForVaults(_options, Over(Arm), credential);
    }

    public FakeArm Arm { get; } = new();

    public SteppingTime Time { get; } = new();

    public KeptLog Log { get; } = new();

    public KeyVaultApi Api => ApiFor(Log);

    public KeyVaultKeysApi Keys => new(_vaults, _options, Log);

    /// <summary>Not the lock of the process: tests of other classes hold that one at the same time.</summary>
    public VaultLock Lock { get; init; } = new();

    public KeyVaultApi ApiFor(IOperationLog log) => new(_pipeline, _options, log, Lock);

    public static ConnectionOptions Options(AzureSignIn azure, TimeProvider time, AzureCloud? cloud = null) =>
        new() { Atlas = new("public", Secret("private")), Azure = azure, Time = time, AzureCloud = cloud ?? AzureCloud.Public };

    public static HttpClientTransport Over(HttpMessageHandler handler) => new(new HttpClient(new BodyHandler(handler, new SessionSecrets())) { Timeout = Timeout.InfiniteTimeSpan });

    public static SecureString Secret(string text)
    {
        var secret = new SecureString();
        text.ToList().ForEach(secret.AppendChar);
        return secret;
    }

    public static PrivateEndpointConnection Connection(string status = "Pending", string? etag = null) => new(Id, status) { Etag = etag };

    /// <summary>A connection as Azure writes it.</summary>
    public static string ConnectionJson(string status = "Approved", string provisioningState = "Succeeded", string name = "pe-1") => $$$"""
        {"id":"{{{VaultPath}}}/privateEndpointConnections/{{{name}}}","name":"{{{name}}}","type":"Microsoft.KeyVault/vaults/privateEndpointConnections","etag":"e-1","unknown":{"a":[1]},
         "properties":{"provisioningState":"{{{provisioningState}}}","privateEndpoint":{"id":"/subscriptions/atlas/x/pe"},
         "privateLinkServiceConnectionState":{"status":"{{{status}}}","description":"please","actionsRequired":"None"} } }
        """;

    public static string Error(string code, string message = "Azure's own text.") => $$$"""{"error":{"code":"{{{code}}}","message":"{{{message}}}"}}""";
}
