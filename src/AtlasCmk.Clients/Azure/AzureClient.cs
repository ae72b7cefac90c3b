using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>Sends a request to an Azure service and reads the response. Every failure becomes an AtlasCmk exception.</summary>
internal sealed class AzureClient(HttpPipeline pipeline, AzureService service, TimeProvider time, IOperationLog log)
{
    /// <summary>The maximum number of tries of a GET with an unreadable response, which can come from a proxy.</summary>
    private const int MaxReadings = 3;

    private static readonly TimeSpan s_untilNextReading = TimeSpan.FromSeconds(1);

    public IOperationLog Log => log;

    /// <param name="call">The request.</param>
    /// <param name="body">The body, or null.</param>
    /// <param name="read">Reads the response, and throws if it cannot.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="query">The escaped query after the api-version.</param>
    public Task<T> SendAsync<T>(AzureCall call, object? body, Func<AzureAnswer, T> read, CancellationToken cancellation, string query = "") =>
        UnderstandAsync(
            call, async () => read(Demand(call, await ExchangeAsync(call, new RequestMethod(call.Method), AddressOf(call, query), body, null, cancellation).ConfigureAwait(false))), cancellation);

    /// <summary>For requests that create something. They are not retried after a lost response, so nothing is created twice.</summary>
    public async Task<T> SendOnceAsync<T>(AzureCall call, object? body, Func<AzureAnswer, T> read, CancellationToken cancellation) =>
        read(Demand(call, await ExchangeAsync(call, new RequestMethod(call.Method), AddressOf(call), body, AzureConflicts.OnceOnly, cancellation).ConfigureAwait(false)));

    /// <summary>Null if the resource does not exist.</summary>
    /// <param name="read">Reads the response, and throws if it cannot.</param>
    /// <param name="query">The escaped query after the api-version.</param>
    public Task<T?> FindAsync<T>(AzureCall call, Func<AzureAnswer, T?> read, CancellationToken cancellation, string query = "")
        where T : class =>
        UnderstandAsync(
            call, async () => Find(call, await ExchangeAsync(call, new RequestMethod(call.Method), AddressOf(call, query), null, null, cancellation).ConfigureAwait(false)) is { } answer
                ? read(answer) : null, cancellation);

    /// <summary>GET of an address from an Azure response with <paramref name="status"/>. Null if nothing is there.</summary>
    public Task<T?> FollowAsync<T>(AzureCall call, int status, string address, Func<AzureAnswer, T?> read, CancellationToken cancellation)
        where T : class
    {
        var uri = Admit(call, status, address);
        return UnderstandAsync(
            call with { Method = "GET" }, async () => Find(call, await ExchangeAsync(call, RequestMethod.Get, uri, null, null, cancellation).ConfigureAwait(false)) is { } answer
                ? read(answer) : null, cancellation);
    }

    public static T Read<T>(AzureCall call, AzureAnswer answer)
        where T : class
    {
        if (answer.Status == 204)
        {
            throw AzureFailures.Unreadable(call, answer.Status, "its body is missing");
        }

        try
        {
            return JsonConvert.DeserializeObject<T>(answer.Body, AzureJson.Settings) ?? throw AzureFailures.Unreadable(call, answer.Status, "without a body");
        }
        catch (JsonException e)
        {
            // The exception text of the JSON reader can quote the body.
            throw AzureFailures.Unreadable(call, answer.Status, $"its body does not have the expected structure ({e.GetType().Name})");
        }
    }

    private static AzureAnswer Demand(AzureCall call, AzureAnswer answer) => answer.Status switch
    {
        >= 200 and < 300 => answer,
        >= 300 and < 400 => throw AzureFailures.ForeignAddress(call, answer.Status, Host(answer.Location)),
        _ => throw Refusal(call, answer),
    };

    private static AzureApiException Refusal(AzureCall call, AzureAnswer answer)
    {
        var error = AzureErrorReader.Read(answer.Body);
        return AzureChallenge.Parse(answer.Challenge) is { } challenge ? AzureFailures.SignInAgain(call, answer.Status, error, challenge, answer.MayBeDone)
            : IsForeign(answer, error) ? AzureFailures.NotFromAzure(call, answer.Status, answer.Beginning)
            : AzureFailures.From(call, answer.Status, error, answer.RetryAfter, answer.MayBeDone);
    }

    /// <summary>A proxy can also return 429. A 403 from Azure always has a code.</summary>
    private static bool IsForeign(AzureAnswer answer, AzureApiError? error) =>
        (answer.Status == 403 && error?.Code is null) || (error is null && answer.Body.Length > 0 && answer.Status != 429);

    /// <summary>If more than the resource is missing, the caller gave a wrong location, and this is an error.</summary>
    private static AzureAnswer? Find(AzureCall call, AzureAnswer answer) => answer.Status == 404 && IsMissing(answer) ? null : Demand(call, answer);

    private static bool IsMissing(AzureAnswer answer) =>
        AzureErrorReader.Read(answer.Body) is { } error ? error.Code is not ("ParentResourceNotFound" or "ResourceGroupNotFound" or "SubscriptionNotFound") : answer.Body.Length == 0;

    private Uri Admit(AzureCall call, int status, string address) =>
        Uri.TryCreate(service.Address, address, out var uri) && service.Admits(uri)
            ? uri
            : throw AzureFailures.ForeignAddress(call, status, Host(address));

    // The query of such an address is signed, so it is not shown.
    private static string Host(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : "nowhere";

    private Uri AddressOf(AzureCall call, string query = "") => service.Find(call.Path, query) ?? throw ConnectionErrors.NotAnAzureResource(call.Path);

    private async Task<T> UnderstandAsync<T>(AzureCall call, Func<Task<T>> ask, CancellationToken cancellation)
    {
        for (var reading = 1; ; reading++)
        {
            try
            {
                return await ask().ConfigureAwait(false);
            }
            catch (AzureApiException e) when (AzureFailures.IsUnreadableSuccess(e) && call.Method == "GET" && reading < MaxReadings)
            {
                log.Verbose(string.Create(
                    CultureInfo.InvariantCulture, $"GET {call.Path}: the response is unreadable; try {reading + 1} of {MaxReadings} in {s_untilNextReading.TotalSeconds * reading:0.#} s"));
                await Task.Delay(s_untilNextReading * reading, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task<AzureAnswer> ExchangeAsync(AzureCall call, RequestMethod method, Uri address, object? body, ResponseClassifier? retries, CancellationToken cancellation)
    {
        using var message = pipeline.CreateMessage();
        message.SetProperty(typeof(IOperationLog), log);
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Headers.Add("Accept", "application/json");
        if (body is not null)
        {
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(BinaryData.FromString(JsonConvert.SerializeObject(body, AzureJson.Settings)));
        }

        message.ResponseClassifier = retries ?? message.ResponseClassifier;
        message.NetworkTimeout = AzureConnectionLoss.OneTry;
        try
        {
            await pipeline.SendAsync(message, cancellation).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            throw SessionErrors.SessionEndedMeanwhile();
        }
        catch (AnswerUnusableException e)
        {
            throw AzureFailures.Unreadable(call, e.Status, e.Message);
        }
        catch (AtlasCmkException e) when (AzureRetry.MayBeDone(message) && e.Outcome == ChangeOutcome.NotDone)
        {
            // A refused sign-in of a later try says nothing about an earlier one.
            throw e.LeftOpen();
        }
        catch (Exception e) when (e is not AtlasCmkException && AzureConnectionLoss.Find(e, cancellation) is { } loss)
        {
            throw ServiceErrors.Unreachable(address.Host, call.Method, call.Path, loss.What, loss.Cause, loss.Remedy, loss.Sent || AzureRetry.MayBeDone(message));
        }

        return Reduce(message.Response, AzureRetry.MayBeDone(message));
    }

    private AzureAnswer Reduce(Response response, bool mayBeDone) => new(response.Status, response.Content.ToString())
    {
        MayBeDone = mayBeDone,
        AsyncOperation = response.Headers.TryGetValue("Azure-AsyncOperation", out var operation) ? operation : null,
        Location = response.Headers.TryGetValue("Location", out var location) ? location : null,
        RetryAfter = AzureRetry.RetryAfter(response, time),
        Challenge = response.Status >= 400 && response.Headers.TryGetValues("WWW-Authenticate", out var challenges) ? string.Join(", ", challenges) : null,
    };
}
