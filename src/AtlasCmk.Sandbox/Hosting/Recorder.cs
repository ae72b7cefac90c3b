using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>Keeps every exchange in memory and, if a file is given, as JSON lines in that file.</summary>
internal sealed class Recorder : IDisposable
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private readonly Lock _lock = new();
    private readonly List<Exchange> _exchanges = [];
    private readonly StreamWriter? _file;

    internal Recorder(string? file)
    {
        if (file is not null)
        {
            _file = new StreamWriter(file, PrivateFile.Create) { AutoFlush = true };
        }
    }

    public IReadOnlyList<Exchange> Snapshot()
    {
        lock (_lock)
        {
            return [.. _exchanges];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _exchanges.Clear();
        }
    }

    public void Dispose() => _file?.Dispose();

    internal async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        await using var answer = new HeldAnswer(context);
        await next(context);
        Keep(new Exchange
        {
            Face = Face.Of(context.Request) ?? "",
            Method = context.Request.Method,
            Path = context.Request.GetEncodedPathAndQuery(),
            RequestHeaders = Flat(context.Request.Headers),
            RequestBody = body,
            Status = context.Response.StatusCode,
            ResponseHeaders = Flat(context.Response.Headers),
            ResponseBody = Encoding.UTF8.GetString(answer.Body.Span),
            Injected = context.Features.Get<Fault>() is not null,
        });
        await answer.ReleaseAsync();
    }

    private static Dictionary<string, string> Flat(IHeaderDictionary headers) =>
        headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    private void Keep(Exchange exchange)
    {
        lock (_lock)
        {
            _exchanges.Add(exchange);
            _file?.WriteLine(JsonSerializer.Serialize(exchange, s_json));
        }
    }
}
