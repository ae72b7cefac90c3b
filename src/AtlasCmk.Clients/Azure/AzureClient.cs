using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>Sends a request to one of Azure's interfaces and reads the answer; whatever goes wrong becomes one of our exceptions.</summary>
internal sealed class AzureClient(HttpPipeline pipeline, AzureService service, TimeProvider time, IOperationLog log)
{
    public async Task<AzureAnswer> SendAsync(AzureCall call, object? body, CancellationToken cancellation) =>
        Demand(call, await ExchangeAsync(call, new RequestMethod(call.Method), AddressOf(call), body, null, cancellation).ConfigureAwait(false));

    /// <summary>For what makes something new each time: a lost answer is never asked for again, so that there is no second one.</summary>
    public async Task<AzureAnswer> SendOnceAsync(AzureCall call, object? body, CancellationToken cancellation) =>
        Demand(call, await ExchangeAsync(call, new RequestMethod(call.Method), AddressOf(call), body, s_onceOnly, cancellation).ConfigureAwait(false));

    /// <summary>Null where the resource is not there.</summary>
    /// <param name="query">What follows the version in the address, escaped.</param>
    public async Task<AzureAnswer?> FindAsync(AzureCall call, CancellationToken cancellation, string query = "") =>
        Find(call, await ExchangeAsync(call, new RequestMethod(call.Method), AddressOf(call, query), null, null, cancellation).ConfigureAwait(false));

    /// <summary>GET of an address that Azure named in an answer with <paramref name="status"/>; null where there is nothing any more.</summary>
    public async Task<AzureAnswer?> FollowAsync(AzureCall call, int status, string address, CancellationToken cancellation) =>
        Find(call, await ExchangeAsync(call, RequestMethod.Get, Admit(call, status, address), null, null, cancellation).ConfigureAwait(false));

    public static T Read<T>(AzureCall call, AzureAnswer answer)
        where T : class
    {
        try
        {
            return JsonConvert.DeserializeObject<T>(answer.Body, s_json) ?? throw AzureFailures.Unreadable(call, answer.Status, "without a body");
        }
        catch (JsonException e)
        {
            // The reader's own text may quote the body.
            throw AzureFailures.Unreadable(call, answer.Status, $"its body is not what Azure promises ({e.GetType().Name})");
        }
    }

    /// <summary>What Azure says is wrong; null where the body says nothing of the kind.</summary>
    public static AzureApiError? ReadError(AzureAnswer answer)
    {
        try
        {
            return JsonConvert.DeserializeObject<AzureErrorAnswer>(answer.Body, s_json)?.Error?.ToCore();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static readonly OnceOnly s_onceOnly = new();

    private static readonly JsonSerializerSettings s_json = new() { DateParseHandling = DateParseHandling.None };

    private static AzureAnswer Demand(AzureCall call, AzureAnswer answer) => answer.Status switch
    {
        >= 200 and < 300 => answer,
        >= 300 and < 400 => throw AzureFailures.ForeignAddress(call, answer.Status, Host(answer.Location)),
        _ => throw AzureFailures.From(call, answer.Status, ReadError(answer), answer.RetryAfter),
    };

    /// <summary>What is missing may be more than the resource: then the caller has named a wrong place, and is told so.</summary>
    private static AzureAnswer? Find(AzureCall call, AzureAnswer answer) => answer.Status switch
    {
        204 => null,
        404 when ReadError(answer)?.Code is not ("ParentResourceNotFound" or "ResourceGroupNotFound" or "SubscriptionNotFound") => null,
        _ => Demand(call, answer),
    };

    private Uri Admit(AzureCall call, int status, string address) =>
        Uri.TryCreate(service.Address, address, out var uri) && service.Admits(uri)
            ? uri
            : throw AzureFailures.ForeignAddress(call, status, Host(address));

    // The rest of such an address is signed, and nobody's business.
    private static string Host(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : "nowhere";

    private Uri AddressOf(AzureCall call, string query = "")
    {
        var path = string.Join('/', call.Path.Split('/').Select(Uri.EscapeDataString));
        var address = new Uri(service.Address, $"{path}?api-version={service.ApiVersion}{query}");
        return address.AbsolutePath == path
            ? address
            : throw Failures.NotAnAzureResource(call.Path);
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
            message.Request.Content = RequestContent.Create(BinaryData.FromString(JsonConvert.SerializeObject(body, s_json)));
        }

        message.ResponseClassifier = retries ?? message.ResponseClassifier;
        message.NetworkTimeout = AzureConnectionLoss.OneTry;
        try
        {
            await pipeline.SendAsync(message, cancellation).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            throw Failures.SessionEndedMeanwhile();
        }
        catch (AnswerTooLargeException e)
        {
            throw AzureFailures.Unreadable(call, e.Status, e.Message);
        }
        catch (Exception e) when (AzureConnectionLoss.Find(e, cancellation) is { } loss)
        {
            throw new AtlasUnreachableException(address.Host, call.Method, call.Path, loss.What, loss.Cause, loss.Remedy);
        }

        return Reduce(message.Response);
    }

    private AzureAnswer Reduce(Response response) => new(response.Status, response.Content.ToString())
    {
        AsyncOperation = response.Headers.TryGetValue("Azure-AsyncOperation", out var operation) ? operation : null,
        Location = response.Headers.TryGetValue("Location", out var location) ? location : null,
        RetryAfter = AzureRetry.RetryAfter(response, time),
    };
}
