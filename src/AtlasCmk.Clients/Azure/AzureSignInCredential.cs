using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure.Core;
using Azure.Identity;

namespace AtlasCmk.Clients;

/// <summary>Signs in with the first available source and keeps it. The error lists all sources that were tried.</summary>
/// <remarks>An available source that fails ends the search, because the next source could be another identity.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The lock holds no handle, and a credential has no end at which nothing waits for it.")]
internal sealed class AzureSignInCredential(IReadOnlyList<AzureSignInSource> sources, AzureCloud cloud) : TokenCredential
{
    private sealed record Taken(AzureSignInSource Source, TokenCredential Credential);

    private sealed record Refused(string Proof, SignInRefusal Refusal);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile Taken? _taken;
    private Refused? _refused;
    private string? _announcement;

    /// <summary>Reports the source once, to the first command.</summary>
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
            var heard = SignInAnswer.Listen();
            try
            {
                var found = new Taken(source, Create(source));
                var token = await AskAsync(found, requestContext, cancellationToken, heard).ConfigureAwait(false);
                _taken = found;
                _announcement = $"Signed in to Azure by: {source.Name}.";
                return token;
            }
            catch (CredentialUnavailableException e)
            {
                tried.Add($"{source.Name}: {heard.Explain(e)}");
            }
        }

        throw AzureSignInErrors.AzureSignInFailed(tried.Count == 1 ? tried[0] : $"no sign-in was found. Tried: {string.Join("; ", tried)}",
            sources.Select(s => s.Remedy).FirstOrDefault(r => r is not null));
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
            // For example, an invalid tenant.
            throw AzureSignInFailures.Refused(source.Name, new(null, e.Message.ReplaceLineEndings(" ")), EntraErrorCodes.TenantRemedy);
        }
    }

    /// <summary>Only one request at a time sends a credential. If it is refused, waiting requests do not send it again.</summary>
    private async Task<AccessToken> AskAsync(Taken taken, TokenRequestContext requestContext, CancellationToken cancellation, SignInAnswer? heard = null)
    {
        if (taken.Source.Proof is not { } proof)
        {
            return await TryAsync(taken, null, requestContext, heard ?? SignInAnswer.Listen(), cancellation).ConfigureAwait(false);
        }

        await _oneAtATime.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var now = proof();
            return _refused is { } before && before.Proof == now
                ? throw AzureSignInFailures.Refused(taken.Source.Name, before.Refusal, taken.Source.Remedy)
                : await TryAsync(taken, now, requestContext, heard ?? SignInAnswer.Listen(), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<AccessToken> TryAsync(Taken taken, string? proof, TokenRequestContext requestContext, SignInAnswer heard, CancellationToken cancellation)
    {
        try
        {
            return await taken.Credential.GetTokenAsync(requestContext, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not AtlasCmkException && (e is not CredentialUnavailableException || _taken is not null) && !cancellation.IsCancellationRequested)
        {
            // Libraries do not wrap every unexpected response in a sign-in exception.
            if (AzureConnectionLoss.Find(e, cancellation) is { } loss)
            {
                var asked = heard.Address ?? new(cloud.Authority, "/oauth2/v2.0/token");
                throw ServiceErrors.Unreachable(asked.Authority, heard.Method, asked.AbsolutePath, loss.What, loss.Cause, loss.Remedy ?? taken.Source.Remedy, maySent: false);
            }

            var refusal = heard.Explain(e);
            // A policy can forbid Microsoft Graph alone, which says nothing about the rest of Azure.
            _refused = proof is not null && refusal.IsFinal && !requestContext.Scopes.Contains(cloud.GraphScope) ? new(proof, refusal) : _refused;

            // MSAL's exceptions contain the whole response.
            throw AzureSignInFailures.Refused(taken.Source.Name, refusal, taken.Source.Remedy, requestContext.Claims is { } claims ? Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)) : null);
        }
    }
}

/// <summary>A way to sign in, with a name for messages. It is created on demand, so secrets are revealed and files read only then.</summary>
internal sealed record AzureSignInSource(string Name, Func<TokenCredential> Create)
{
    /// <summary>The recommended action if this source fails. Null if there is no specific one.</summary>
    public string? Remedy { get; init; }

    /// <summary>A fingerprint of the credential. A refused credential is not sent again. Null if the user can fix the source during the session.</summary>
    public Func<string>? Proof { get; init; }
}
