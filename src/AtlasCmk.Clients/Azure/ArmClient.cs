using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>Sends a request to Resource Manager and reads the answer; whatever goes wrong becomes one of our exceptions.</summary>
internal sealed class ArmClient(HttpPipeline pipeline, AzureCloud cloud, TimeProvider time, IOperationLog log)
{
    /// <summary>Key Vault's versions before this one retire on 27 February 2027.</summary>
    public const string ApiVersion = "2026-02-01";

    public async Task<ArmAnswer> SendAsync(AzureCall call, object? body, CancellationToken cancellation) =>
        Demand(call, await ExchangeAsync(call, new RequestMethod(call.Method), AddressOf(call), body, cancellation).ConfigureAwait(false));

    /// <summary>Null where the resource is not there.</summary>
    public async Task<ArmAnswer?> FindAsync(AzureCall call, CancellationToken cancellation) =>
        Find(call, await ExchangeAsync(call, new RequestMethod(call.Method), AddressOf(call), null, cancellation).ConfigureAwait(false));

    /// <summary>GET of an address that Azure named in an answer with <paramref name="status"/>; null where there is nothing any more.</summary>
    public async Task<ArmAnswer?> FollowAsync(AzureCall call, int status, string address, CancellationToken cancellation) =>
        Find(call, await ExchangeAsync(call, RequestMethod.Get, Admit(call, status, address), null, cancellation).ConfigureAwait(false));

    public static T Read<T>(AzureCall call, ArmAnswer answer)
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
    public static AzureApiError? ReadError(ArmAnswer answer)
    {
        try
        {
            return JsonConvert.DeserializeObject<ArmErrorAnswer>(answer.Body, s_json)?.Error?.ToCore();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static readonly JsonSerializerSettings s_json = new() { DateParseHandling = DateParseHandling.None };

    private static ArmAnswer Demand(AzureCall call, ArmAnswer answer) => answer.Status switch
    {
        >= 200 and < 300 => answer,
        >= 300 and < 400 => throw AzureFailures.ForeignAddress(call, answer.Status, Host(answer.Location)),
        _ => throw AzureFailures.From(call, answer.Status, ReadError(answer)),
    };

    /// <summary>What is missing may be more than the resource: then the caller has named a wrong place, and is told so.</summary>
    private static ArmAnswer? Find(AzureCall call, ArmAnswer answer) => answer.Status switch
    {
        204 => null,
        404 when ReadError(answer)?.Code is not ("ParentResourceNotFound" or "ResourceGroupNotFound" or "SubscriptionNotFound") => null,
        _ => Demand(call, answer),
    };

    private Uri Admit(AzureCall call, int status, string address) =>
        Uri.TryCreate(cloud.ResourceManager, address, out var uri) && ArmHostGuard.Admits(cloud, uri)
            ? uri
            : throw AzureFailures.ForeignAddress(call, status, Host(address));

    // The rest of such an address is signed, and nobody's business.
    private static string Host(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : "nowhere";

    private Uri AddressOf(AzureCall call)
    {
        var path = string.Join('/', call.Path.Split('/').Select(Uri.EscapeDataString));
        var address = new Uri(cloud.ResourceManager, $"{path}?api-version={ApiVersion}");
        return address.AbsolutePath == path
            ? address
            : throw Failures.NotAnAzureResource(call.Path);
    }

    private async Task<ArmAnswer> ExchangeAsync(AzureCall call, RequestMethod method, Uri address, object? body, CancellationToken cancellation)
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

        message.NetworkTimeout = AzureConnectionLoss.OneTry;
        try
        {
            await pipeline.SendAsync(message, cancellation).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            throw Failures.SessionEndedMeanwhile();
        }
        catch (Exception e) when (AzureConnectionLoss.Find(e, cancellation) is { } loss)
        {
            throw new AtlasUnreachableException(address.Host, call.Method, call.Path, loss.What, loss.Cause);
        }

        return Reduce(message.Response);
    }

    private ArmAnswer Reduce(Response response) => new(response.Status, response.Content.ToString())
    {
        AsyncOperation = response.Headers.TryGetValue("Azure-AsyncOperation", out var operation) ? operation : null,
        Location = response.Headers.TryGetValue("Location", out var location) ? location : null,
        RetryAfter = AzureRetry.RetryAfter(response, time),
    };
}
