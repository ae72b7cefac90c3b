using System.Globalization;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>All requests and responses of a session, redacted, in two files: one for Atlas, one for Azure. Sign-ins are omitted.</summary>
internal sealed class ExchangeLog : IDisposable
{
    public const string AtlasFile = "atlas-answers.json";
    public const string AzureFile = "azure-connection-exchanges.json";

    /// <summary>The time of the first exchange in every record.</summary>
    private static readonly DateTimeOffset s_beginning = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly object _lock = new();
    private readonly string _folder;
    private readonly ConnectionOptions _options;
    private readonly ExchangeRedaction _redaction;
    private readonly long _started;
    private readonly ExchangeFile _atlas;
    private readonly ExchangeFile _azure;
    private Exception? _trouble;

    /// <exception cref="AtlasCmkException">The files exist already or cannot be written.</exception>
    public ExchangeLog(string folder, ConnectionOptions options, SessionSecrets secrets)
    {
        (_folder, _options, _started) = (folder, options, options.Time.GetTimestamp());
        _redaction = new(secrets, s_beginning - options.Time.GetUtcNow());
        try
        {
            CreateFolder(folder);
            _atlas = Open(AtlasFile, "answers");
            _azure = Open(AzureFile, "exchanges");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            _atlas?.Dispose();
            throw File.Exists(Path.Combine(folder, AtlasFile)) || File.Exists(Path.Combine(folder, AzureFile)) ? SessionErrors.ExchangeLogExists(folder)
                : SessionErrors.ExchangeLogNotWritten(folder, e);
        }
    }

    /// <summary>A gap in the record is an error of the next command, because a change must not look as if it had failed.</summary>
    public void ThrowIfBroken()
    {
        if (_trouble is { } trouble)
        {
            throw SessionErrors.ExchangeLogNotWritten(_folder, trouble);
        }
    }

    public void Keep(HttpRequestMessage request, byte[] sent, HttpResponseMessage response, byte[] received)
    {
        var address = request.RequestUri!;
        if (IsAtlas(address))
        {
            Append(_atlas, () => new JObject
            {
                ["operationId"] = AtlasOperationNames.Find(request.Method.Method, address.AbsolutePath),
                ["source"] = Elapsed,
                ["method"] = request.Method.Method,
                ["path"] = _redaction.Path(address),
                ["status"] = (int)response.StatusCode,
                ["headers"] = _redaction.Headers(response),
                ["body"] = _redaction.Body(received),
            });
        }
        else if (IsAzure(address))
        {
            Append(_azure, () => new JObject
            {
                ["note"] = Elapsed,
                ["request"] = Request(request, address, sent),
                ["response"] = new JObject { ["status"] = (int)response.StatusCode, ["headers"] = _redaction.Headers(response), ["body"] = _redaction.Body(received) },
            });
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _atlas.Dispose();
            _azure.Dispose();
        }
    }

    private string Elapsed => string.Create(CultureInfo.InvariantCulture, $"after {_options.Time.GetElapsedTime(_started).TotalSeconds:0.0} s");

    private JObject Request(HttpRequestMessage request, Uri address, byte[] sent)
    {
        var kept = new JObject { ["method"] = request.Method.Method, ["uri"] = _redaction.Address(address) };
        if (_redaction.Body(sent) is { } body)
        {
            kept["body"] = body;
        }

        return kept;
    }

    private bool IsAtlas(Uri address) =>
        address.Host.Equals(_options.AtlasUri.Host, StringComparison.OrdinalIgnoreCase) && address.AbsolutePath.StartsWith($"/{AtlasOperation.BasePath}/", StringComparison.Ordinal);

    private bool IsAzure(Uri address) =>
        address.Host.Equals(_options.AzureCloud.ResourceManager.Host, StringComparison.OrdinalIgnoreCase)
        || address.Host.Equals(_options.AzureCloud.Graph.Host, StringComparison.OrdinalIgnoreCase) || AzureCloud.OfVaultHost(address.Host) == _options.AzureCloud;

    private void Append(ExchangeFile file, Func<JObject> exchange)
    {
        lock (_lock)
        {
            try
            {
                file.Append(exchange());
            }
            catch (Exception e)
            {
                // Any exception: the command must still receive its response.
                _trouble ??= e;
            }
        }
    }

    private static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private ExchangeFile Open(string name, string list) => new(Path.Combine(_folder, name), new JObject
    {
        ["what"] = "Exchanges of AtlasCmk, redacted: names, ids, addresses and texts are replaced, the same one always by the same, and times are shifted.",
        ["module"] = typeof(ExchangeLog).Assembly.GetName().Version?.ToString(3),
        ["recorded"] = _options.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    }, list);
}

/// <summary>Writes each exchange of a session to its log. The session's secrets are already removed from the responses.</summary>
internal sealed class ExchangeHandler(HttpMessageHandler inner, ExchangeLog log) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        // The body is already in memory, so the exchange is recorded even if the command is stopped now.
        log.Keep(request, sent, response, await response.Content.ReadAsByteArrayAsync(CancellationToken.None).ConfigureAwait(false));
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            log.Dispose();
        }
    }
}
