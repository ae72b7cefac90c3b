using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>Sends a request to one of Azure's interfaces and reads the answer; whatever goes wrong becomes one of our exceptions.</summary>
internal sealed class AzureClient(HttpPipeline pipeline, AzureService service, TimeProvider time, IOperationLog log)
{
    /// <summary>How often a GET is sent whose answer cannot be understood: a proxy may stand in its way for a moment.</summary>
    private const int MaxReadings = 3;

    private static readonly TimeSpan s_untilNextReading = TimeSpan.FromSeconds(1);

    public IOperationLog Log => log;

    /// <param name="call">The request.</param>
    /// <param name="body">What is sent; null for nothing.</param>
    /// <param name="read">Understands the answer, and throws where it cannot.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="query">What follows the version in the address, escaped.</param>
    public Task<T> SendAsync<T>(AzureCall call, object? body, Func<AzureAnswer, T> read, CancellationToken cancellation, string query = "") =>
        UnderstandAsync(
            call, async () => read(Demand(call, await ExchangeAsync(call, new RequestMethod(call.Method), AddressOf(call, query), body, null, cancellation).ConfigureAwait(false))), cancellation);

    /// <summary>For what makes something new each time: a lost answer is never asked for again, so that there is no second one.</summary>
    public async Task<T> SendOnceAsync<T>(AzureCall call, object? body, Func<AzureAnswer, T> read, CancellationToken cancellation) =>
        read(Demand(call, await ExchangeAsync(call, new RequestMethod(call.Method), AddressOf(call), body, AzureConflicts.OnceOnly, cancellation).ConfigureAwait(false)));

    /// <summary>Null where the resource is not there.</summary>
    /// <param name="read">Understands the answer, and throws where it cannot.</param>
    /// <param name="query">What follows the version in the address, escaped.</param>
    public Task<T?> FindAsync<T>(AzureCall call, Func<AzureAnswer, T?> read, CancellationToken cancellation, string query = "")
        where T : class =>
        UnderstandAsync(
            call, async () => Find(call, await ExchangeAsync(call, new RequestMethod(call.Method), AddressOf(call, query), null, null, cancellation).ConfigureAwait(false)) is { } answer
                ? read(answer) : null, cancellation);

    /// <summary>GET of an address that Azure named in an answer with <paramref name="status"/>; null where there is nothing any more.</summary>
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
            throw AzureFailures.Unreadable(call, answer.Status, "what was asked for has to have a body");
        }

        try
        {
            return JsonConvert.DeserializeObject<T>(answer.Body, AzureJson.Settings) ?? throw AzureFailures.Unreadable(call, answer.Status, "without a body");
        }
        catch (JsonException e)
        {
            // The reader's own text may quote the body.
            throw AzureFailures.Unreadable(call, answer.Status, $"its body is not what Azure promises ({e.GetType().Name})");
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
        return AzureChallenge.Parse(answer.Challenge) is { } challenge ? AzureFailures.SignInAgain(call, answer.Status, error, challenge)
            : IsForeign(answer, error) ? AzureFailures.NotFromAzure(call, answer.Status, answer.Beginning)
            : AzureFailures.From(call, answer.Status, error, answer.RetryAfter);
    }

    /// <summary>Something else may throttle as well, and says so by the status; a 403 of Azure always has a code.</summary>
    private static bool IsForeign(AzureAnswer answer, AzureApiError? error) =>
        (answer.Status == 403 && error?.Code is null) || (error is null && answer.Body.Length > 0 && answer.Status != 429);

    /// <summary>What is missing may be more than the resource: then the caller has named a wrong place, and the error says so.</summary>
    private static AzureAnswer? Find(AzureCall call, AzureAnswer answer) => answer.Status == 404 && IsMissing(answer) ? null : Demand(call, answer);

    private static bool IsMissing(AzureAnswer answer) =>
        AzureErrorReader.Read(answer.Body) is { } error ? error.Code is not ("ParentResourceNotFound" or "ResourceGroupNotFound" or "SubscriptionNotFound") : answer.Body.Length == 0;

    private Uri Admit(AzureCall call, int status, string address) =>
        Uri.TryCreate(service.Address, address, out var uri) && service.Admits(uri)
            ? uri
            : throw AzureFailures.ForeignAddress(call, status, Host(address));

    // The rest of such an address is signed, and is shown nowhere.
    private static string Host(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : "nowhere";

    private Uri AddressOf(AzureCall call, string query = "")
    {
        var path = string.Join('/', call.Path.Split('/').Select(Uri.EscapeDataString));
        var address = new Uri(service.Address, $"{path}?api-version={service.ApiVersion}{query}");
        return address.AbsolutePath == path
            ? address
            : throw ConnectionErrors.NotAnAzureResource(call.Path);
    }

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
                    CultureInfo.InvariantCulture, $"GET {call.Path}: the answer cannot be read; reading {reading + 1} of {MaxReadings} in {s_untilNextReading.TotalSeconds * reading:0.#} s"));
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
        catch (Exception e) when (AzureConnectionLoss.Find(e, cancellation) is { } loss)
        {
            throw ServiceErrors.Unreachable(address.Host, call.Method, call.Path, loss.What, loss.Cause, loss.Remedy);
        }

        return Reduce(message.Response);
    }

    private AzureAnswer Reduce(Response response) => new(response.Status, response.Content.ToString())
    {
        AsyncOperation = response.Headers.TryGetValue("Azure-AsyncOperation", out var operation) ? operation : null,
        Location = response.Headers.TryGetValue("Location", out var location) ? location : null,
        RetryAfter = AzureRetry.RetryAfter(response, time),
        Challenge = response.Status >= 400 && response.Headers.TryGetValues("WWW-Authenticate", out var challenges) ? string.Join(", ", challenges) : null,
    };
}
