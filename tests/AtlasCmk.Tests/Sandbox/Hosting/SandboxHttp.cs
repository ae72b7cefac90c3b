using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>A client as the real world has it: real host names, carried to the loopback address, one authority trusted.</summary>
internal static class SandboxHttp
{
    public const string Arm = "https://management.azure.com";
    public const string VaultApi = "api-version=7.5";
    public const string ArmApi = "api-version=2026-02-01";

    public static HttpClient Client(this SandboxServer server, string? token = null)
    {
        var client = new HttpClient(Handler(server));
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }

    public static HttpClient ArmClient(this SandboxServer server) => server.Client(server.Description.AzureAccessToken);

    public static HttpClient VaultClient(this SandboxServer server) => server.Client(server.Description.KeyVaultAccessToken);

    public static SocketsHttpHandler Handler(SandboxServer server) => Handler(server.Description.CaCertificate, server.Description.Port);

    public static SocketsHttpHandler Handler(string caCertificate, int tlsPort) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(caCertificate) },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
        ConnectCallback = async (context, cancellationToken) =>
        {
            var port = context.DnsEndPoint.Port == 443 ? tlsPort : context.DnsEndPoint.Port;
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };

    /// <summary>The vault of the first project, as a path of Resource Manager.</summary>
    public static string VaultPath(this SandboxServer server) =>
        $"{Arm}/subscriptions/{server.Description.SubscriptionId}/resourceGroups/{server.Description.ResourceGroup}/providers/Microsoft.KeyVault/vaults/{server.Description.KeyVaultName}";

    public static string VaultHost(this SandboxServer server) => $"https://{server.Description.KeyVaultName}.vault.azure.net";

    public static void Command(this SandboxServer server, string name, object argument) =>
        WorldCommands.Execute(server.World, name, JsonSerializer.SerializeToElement(argument));

    public static void Command(this SandboxServer server, string name, string json) =>
        WorldCommands.Execute(server.World, name, JsonSerializer.Deserialize<JsonElement>(json));

    public static async Task<(HttpStatusCode Status, JsonObject Body)> SendAsync(
        this HttpClient client, HttpMethod method, string url, string? json = null)
    {
        using var request = new HttpRequestMessage(method, url);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject());
    }

    public static string? Code(this JsonObject body) => body["error"]?["code"]?.GetValue<string>();

    public static string? InnerCode(this JsonObject body) => body["error"]?["innererror"]?["code"]?.GetValue<string>();
}
