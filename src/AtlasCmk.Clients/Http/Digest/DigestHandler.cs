using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace AtlasCmk.Clients;

/// <summary>HTTP digest at the price of one request a call: a challenge is answered again and again, under a new count each time.</summary>
/// <remarks>
/// A request with a body never leaves without proof of identity: while no challenge is known, it goes out first without the body,
/// and the server's 401 brings the challenge. One request does so for all that wait beside it.
/// Belongs to one session and one host: the proof of one request must not be offered to another server.
/// </remarks>
internal sealed class DigestHandler(HttpMessageHandler transport, Uri host, DigestCredential credential, TimeProvider time) : DelegatingHandler(transport)
{
    // Some servers take every nonce once only. Then each call fetches its own challenge, rather than being refused first.
    private const int RefusedReusesInARow = 3;

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
            // Neither is disposed of: who still waits for a renewal has to be let go, and a semaphore that is disposed of forgets him.
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

    /// <summary>Sends the request without proof and body, to be challenged; or brings the answer of a server that gives one all the same.</summary>
    private async Task<(DigestNonce? Nonce, HttpResponseMessage? Answer)> AskAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var context = RequestContext.Of(request);
        using var bare = WithoutBody(request);
        var response = await base.SendAsync(bare, cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response.IsSuccessStatusCode && request.Content is not null
                ? throw Refused(context, response, "it asked for no proof of identity, so the request was not sent to it in full")
                : (null, response);
        }

        if (Choose(context, response) is { } challenge)
        {
            response.Dispose();
            context.Log.Debug($"{context.Call.Method} {context.Call.Path} went out first without proof and body, to fetch a challenge ({challenge})");
            return (new(challenge, time), null);
        }

        return (null, Explained(context, response));
    }

    private async Task<HttpResponseMessage> SendWithProofAsync(HttpRequestMessage request, DigestUse use, CancellationToken cancellation)
    {
        var context = RequestContext.Of(request);
        var response = await SendOnceAsync(request, use, cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            if (use.IsReuse)
            {
                Volatile.Write(ref _refusedReuses, 0);
            }

            return response;
        }

        if (Choose(context, response) is not { } challenge)
        {
            return Explained(context, response);
        }

        // Each refused request answers the challenge that came with its own refusal, which nobody else has used.
        response.Dispose();
        var nonce = new DigestNonce(challenge, time);
        var fresh = nonce.TryUse()!;
        context.Log.Debug($"{context.Call.Method} {context.Call.Path} was challenged again ({challenge}{(challenge.Stale ? ", stale" : "")})");

        // Whatever comes back now is the answer: a second refusal of a fresh challenge means the key, not the nonce.
        var answer = await SendOnceAsync(request, fresh, cancellation).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            return DigestChallenge.From(answer).Count > 0 ? answer : Explained(context, answer);
        }

        // The first one shares it, and only now: of a server that takes a nonce once, another request could have been faster.
        if (Interlocked.CompareExchange(ref _nonce, nonce, use.Nonce) == use.Nonce && use.IsReuse)
        {
            Interlocked.Increment(ref _refusedReuses);
        }

        return answer;
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
            : throw Refused(context, response, $"it asks for a kind of digest sign-in that AtlasCmk does not speak ({string.Join("; ", challenges)})");
    }

    /// <summary>Atlas challenges whom it does not know, and explains any other refusal in JSON: a 401 with neither is not Atlas speaking, and says nothing of the key.</summary>
    private static HttpResponseMessage Explained(RequestContext context, HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is { } type && type.Contains("json", StringComparison.OrdinalIgnoreCase)
            ? response
            : throw Refused(context, response, "it offers no digest sign-in, and does not explain itself as Atlas does");

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
