using System.Globalization;
using Azure.Core.Pipeline;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Applications and service principals in Microsoft Graph.</summary>
/// <remarks>Sources: Microsoft Graph v1.0, "Get application" and "Get servicePrincipal" (addressed by appId), and the resource type passwordCredential.</remarks>
internal sealed class ApplicationApi(HttpPipeline pipeline, ConnectionOptions options, IOperationLog log) : IApplicationApi
{
    private const string Permission = "Application.Read.All";
    private const string Fields = "$select=id,appId,passwordCredentials";

    public Task<ApplicationSecrets?> FindSecretsAsync(AzureCloud cloud, Guid clientId, CancellationToken cancellation) =>
        FindAsync(cloud, clientId, "applications", $"read when the client secrets of application {clientId} end", cancellation);

    public Task<ApplicationSecrets?> FindServicePrincipalSecretsAsync(AzureCloud cloud, Guid clientId, CancellationToken cancellation) =>
        FindAsync(cloud, clientId, "servicePrincipals", $"read when the client secrets of the service principal of application {clientId} end", cancellation);

    private Task<ApplicationSecrets?> FindAsync(AzureCloud cloud, Guid clientId, string set, string what, CancellationToken cancellation)
    {
        if (cloud != options.AzureCloud)
        {
            throw ConnectionErrors.ApplicationInAnotherCloud(clientId, cloud, options.AzureCloud);
        }

        var call = new AzureCall("GET", $"/v1.0/{set}(appId='{clientId:D}')", what, Permission, Permission);
        return new AzureClient(pipeline, AzureService.Graph(cloud), options.Time, log).FindAsync(call, answer => Map(call, answer, clientId), cancellation, Fields);
    }

    private static ApplicationSecrets Map(AzureCall call, AzureAnswer answer, Guid clientId)
    {
        var application = AzureClient.Read<GraphApplication>(call, answer);
        Asked.MustBe("application", clientId.ToString("D"), application.AppId, AzureFailures.Untrusted(call, answer.Status));
        return application.PasswordCredentials is { } secrets
            ? new(clientId.ToString("D"), [.. secrets.Select(Secret)])
            : throw AzureFailures.Unreadable(call, answer.Status, "it does not list the client secrets");
    }

    /// <summary>An unreadable secret stays in the list with an unknown end. Without it, all secrets could seem to have ended.</summary>
    private static ApplicationSecret Secret(JToken? secret) =>
        new(Text(secret, "keyId"), Text(secret, "displayName"), Text(secret, "hint"), Time(secret, "startDateTime"), Time(secret, "endDateTime"));

    private static string? Text(JToken? secret, string name) => ((secret as JObject)?[name] as JValue)?.Value is string { Length: > 0 } text ? text : null;

    private static DateTimeOffset? Time(JToken? secret, string name) =>
        DateTimeOffset.TryParse(Text(secret, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private sealed record GraphApplication(
        [property: JsonProperty("appId")] string? AppId,
        [property: JsonProperty("passwordCredentials")] IReadOnlyList<JToken?>? PasswordCredentials);
}
