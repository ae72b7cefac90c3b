using System.Collections.Concurrent;
using AtlasCmk.Ports;

namespace AtlasCmk.Workflows;

/// <summary>The client secrets of applications, each application read once in a command. It costs one request to Microsoft Graph.</summary>
/// <remarks>A second one follows if no secret of the application is left: the service principal can also have secrets, which sign in too.</remarks>
internal sealed class ApplicationSecretReads(IApplicationApi applications, SessionContext session)
{
    private readonly ConcurrentDictionary<(string Cloud, string Client), Lazy<Task<ReadResult<ApplicationSecrets>>>> _read = new();

    public Task<ReadResult<ApplicationSecrets>> OfAsync(AzureCloud cloud, string clientId) =>
        _read.GetOrAdd((cloud.Name, clientId.ToUpperInvariant()), _ => new(() => ReadAsync(cloud, clientId))).Value;

    private async Task<ReadResult<ApplicationSecrets>> ReadAsync(AzureCloud cloud, string clientId)
    {
        if (!Guid.TryParseExact(clientId, "D", out var id))
        {
            return ReadResult.Unknown<ApplicationSecrets>($"'{clientId}' is not a client ID");
        }

        // A session that cannot sign in to Azure would only fail again. One with given tokens can have a token for Microsoft Graph alone.
        var caller = await session.CallerAsync().ConfigureAwait(false);
        if (!caller.IsKnown && caller.Failure?.ErrorId != "AzureSignInIncomplete")
        {
            return ReadResult.Unknown<ApplicationSecrets>(caller.Reason, caller.Failure);
        }

        var found = await ReadResult.FromAsync(() => applications.FindSecretsAsync(cloud, id, session.Cancellation)).ConfigureAwait(false);
        return !found.IsKnown ? ReadResult.Unknown<ApplicationSecrets>(found.Reason, found.Failure)
            : found.Value is not { } application ? ReadResult.Unknown<ApplicationSecrets>(
                $"application {id} is not registered in the tenant that the session is signed in to; only the tenant that registers it shows its client secrets")
            : application.Secrets.Any(s => !s.HasEnded(session.Time.GetUtcNow())) ? ReadResult.Of(application)
            : await WithServicePrincipalAsync(application, cloud, id).ConfigureAwait(false);
    }

    private async Task<ReadResult<ApplicationSecrets>> WithServicePrincipalAsync(ApplicationSecrets application, AzureCloud cloud, Guid id)
    {
        var principal = await ReadResult.FromAsync(() => applications.FindServicePrincipalSecretsAsync(cloud, id, session.Cancellation)).ConfigureAwait(false);
        return principal.Then(p => application with { Secrets = [.. application.Secrets, .. p?.Secrets ?? []] });
    }
}
