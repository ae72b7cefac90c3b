using Azure.Core;
using Azure.Identity;

namespace AtlasCmk.Clients;

/// <summary>Signs in with the first of its sources that is there, stays with it, and says what was tried where none works.</summary>
/// <remarks>A source that is there and fails ends the search: to go on would be to act as somebody else than was meant.</remarks>
internal sealed class AzureSignInCredential(IReadOnlyList<AzureSignInSource> sources, AzureCloud cloud) : TokenCredential
{
    private sealed record Taken(string Name, TokenCredential Credential);

    private volatile Taken? _taken;
    private string? _announcement;

    /// <summary>Which source was taken: once, for the first command that asks.</summary>
    public string? TakeAnnouncement() => Interlocked.Exchange(ref _announcement, null);

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        if (_taken is { } taken)
        {
            return await AskAsync(taken, requestContext, cancellationToken).ConfigureAwait(false);
        }

        var tried = new List<string>();
        foreach (var source in sources)
        {
            try
            {
                var found = new Taken(source.Name, Create(source));
                var token = await AskAsync(found, requestContext, cancellationToken).ConfigureAwait(false);
                _taken = found;
                _announcement = $"Signed in to Azure by: {source.Name}.";
                return token;
            }
            catch (CredentialUnavailableException e)
            {
                tried.Add($"{source.Name}: {Reason(e)}");
            }
        }

        throw Failures.AzureSignInFailed($"no sign-in was found.{string.Concat(tried.Select(t => $"\n  - {t}"))}");
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Requests to Azure are asynchronous only.");

    private static TokenCredential Create(AzureSignInSource source)
    {
        try
        {
            return source.Create();
        }
        catch (ArgumentException e)
        {
            // A tenant that cannot be one, for example.
            throw Failures.AzureSignInFailed($"{source.Name}: {e.Message}", e);
        }
    }

    private async Task<AccessToken> AskAsync(Taken source, TokenRequestContext requestContext, CancellationToken cancellation)
    {
        try
        {
            return await source.Credential.GetTokenAsync(requestContext, cancellation).ConfigureAwait(false);
        }
        catch (AuthenticationFailedException e) when (e is not CredentialUnavailableException || _taken is not null)
        {
            // Where nobody answered, nobody rejected anything.
            throw AzureConnectionLoss.Find(e, cancellation) is { } loss
                ? new AtlasUnreachableException(cloud.Authority.Host, "POST", "/oauth2/v2.0/token", loss.What, loss.Cause, loss.Remedy)
                : Failures.AzureSignInFailed($"{source.Name}: {Reason(e)}", e);
        }
    }

    /// <summary>The innermost text is that of Microsoft Entra, with its AADSTS number; those around it repeat it.</summary>
    private static string Reason(Exception e) =>
        AzureConnectionLoss.Causes(e).Select(c => c.Message.ReplaceLineEndings(" ").Trim()).Last(m => m.Length > 0);
}
