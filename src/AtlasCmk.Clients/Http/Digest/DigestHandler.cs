using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace AtlasCmk.Clients;

/// <summary>HTTP digest with one request per call: a challenge is reused, with a new count each time.</summary>
/// <remarks>
/// A body is never sent without authentication. Without a challenge, the request is first sent without its body, and the
/// server's 401 contains the challenge. One request does this for all concurrent requests.
/// Used for one session and one host, because an authenticated request must not be sent to another server.
/// </remarks>
internal sealed class DigestHandler(HttpMessageHandler transport, Uri host, DigestCredential credential, TimeProvider time) : DelegatingHandler(transport)
{
    // Some servers accept each nonce only once. Then each call gets a new challenge first, instead of being refused.
    private const int RefusedReusesInARow = 3;

    // Behind a load balancer each try can reach another server, which does not know the first server's nonce.
    private const int FreshChallenges = 3;

    private readonly SemaphoreSlim _renewal = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private volatile DigestNonce? _nonce;
    private int _refusedReuses;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        OneHost.Require(host, request.RequestUri!);
        if (request.Content is { } body)
        {
            await body.LoadIntoBufferAsync().ConfigureAwait(false);
        }

        var (use, answer) = await ObtainAsync(request, cancellationToken).ConfigureAwait(false);
        return answer ?? await SendWithProofAsync(request, use!, cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Do not dispose these: requests still waiting for the semaphore would never be released.
            _end.Cancel();
            credential.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<(DigestUse? Use, HttpResponseMessage? Answer)> ObtainAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _refusedReuses) >= RefusedReusesInARow)
        {
            var (own, refusal) = await AskAsync(request, cancellation).ConfigureAwait(false);
            return (own?.TryUse(), refusal);
        }

        if (_nonce?.TryUse() is { } use)
        {
            return (use, null);
        }

        await WaitForTurnAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_nonce?.TryUse() is { } renewed)
            {
                return (renewed, null);
            }

            var (nonce, answer) = await AskAsync(request, cancellation).ConfigureAwait(false);
            var first = nonce?.TryUse();
            _nonce = nonce;
            return (first, answer);
        }
        finally
        {
            _renewal.Release();
        }
    }

    private async Task WaitForTurnAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _end.Token);
        try
        {
            await _renewal.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(DigestHandler));
        }
    }

    /// <summary>Sends the request without authentication and body to get a challenge. Returns the response if the server accepts it anyway.</summary>
    private async Task<(DigestNonce? Nonce, HttpResponseMessage? Answer)> AskAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var context = RequestContext.Of(request);
        using var bare = WithoutBody(request);
        var response = await base.SendAsync(bare, cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response.IsSuccessStatusCode && request.Content is not null
                ? throw Refused(context, response, "it did not ask for authentication, so the request was not sent completely")
                : (null, response);
        }

        if (Choose(context, response) is { } challenge)
        {
            response.Dispose();
            context.Log.Debug($"{context.Call.Method} {context.Call.Path} went out first without authentication and body, to get a challenge ({challenge})");
            return (new(challenge, time), null);
        }

        return (null, await ExplainedAsync(context, response, cancellation).ConfigureAwait(false));
    }

    private async Task<HttpResponseMessage> SendWithProofAsync(HttpRequestMessage request, DigestUse use, CancellationToken cancellation)
    {
        var context = RequestContext.Of(request);
        var current = use;
        for (var fresh = 0; ; fresh++)
        {
            var answer = await SendOnceAsync(request, current, cancellation).ConfigureAwait(false);
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
            {
                Share(use, current);
                return answer;
            }

            if (Choose(context, answer) is not { } challenge)
            {
                return await ExplainedAsync(context, answer, cancellation).ConfigureAwait(false);
            }

            if (fresh > 0 && !challenge.Stale)
            {
                // The challenge was fresh and the server accepts the nonce, so it rejects the key.
                return answer;
            }

            // Each refused request uses the challenge in the response to it, whose nonce no other request has used.
            answer.Dispose();
            if (fresh == FreshChallenges)
            {
                throw AtlasFailures.NonceRefused(context.Call, fresh + 1);
            }

            current = new DigestNonce(challenge, time).TryUse()!;
            context.Log.Debug($"{context.Call.Method} {context.Call.Path} was challenged again ({challenge}{(challenge.Stale ? ", stale" : "")})");
        }
    }

    /// <summary>The first request shares a fresh challenge only after using it. Otherwise, with a server that accepts a nonce once, another request could use it first.</summary>
    private void Share(DigestUse use, DigestUse answered)
    {
        if (answered == use)
        {
            if (use.IsReuse)
            {
                Volatile.Write(ref _refusedReuses, 0);
            }
        }
        else if (Interlocked.CompareExchange(ref _nonce, answered.Nonce, use.Nonce) == use.Nonce && use.IsReuse)
        {
            Interlocked.Increment(ref _refusedReuses);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, DigestUse use, CancellationToken cancellation)
    {
        var clientNonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        request.Headers.Authorization = new AuthenticationHeaderValue("Digest",
            credential.Answer(use.Nonce.Challenge, request.Method.Method, request.RequestUri!.PathAndQuery, use.Count, clientNonce));
        try
        {
            return await base.SendAsync(request, cancellation).ConfigureAwait(false);
        }
        finally
        {
            request.Headers.Authorization = null;
        }
    }

    private static DigestChallenge? Choose(RequestContext context, HttpResponseMessage response)
    {
        var challenges = DigestChallenge.From(response);
        if (challenges.Count == 0)
        {
            return null;
        }

        return challenges[0].IsSupported
            ? challenges[0]
            : throw Refused(context, response, $"it requires a kind of digest authentication that AtlasCmk does not support ({string.Join("; ", challenges)})");
    }

    /// <summary>Atlas sends a challenge, or explains the error in JSON. A 401 with neither did not come from Atlas and does not concern the key.</summary>
    private static async Task<HttpResponseMessage> ExplainedAsync(RequestContext context, HttpResponseMessage response, CancellationToken cancellation)
    {
        var error = AtlasErrorBody.Read(await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false));
        if (error is { IsForeign: false })
        {
            return response;
        }

        response.Dispose();
        throw AtlasFailures.Foreign(context.Call, (int)response.StatusCode, error, "it does not offer digest authentication");
    }

    private static AtlasApiException Refused(RequestContext context, HttpResponseMessage response, string why)
    {
        response.Dispose();
        return AtlasFailures.Unreadable(context.Call, (int)response.StatusCode, why);
    }

    private static HttpRequestMessage WithoutBody(HttpRequestMessage request)
    {
        var bare = new HttpRequestMessage(request.Method, request.RequestUri);
        foreach (var header in request.Headers.NonValidated)
        {
            bare.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return bare;
    }
}
