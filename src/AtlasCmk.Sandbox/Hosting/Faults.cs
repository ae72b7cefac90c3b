using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>The scripted faults, in order. The first matching fault is used first.</summary>
internal sealed class Faults(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _script = [];

    /// <summary>The number of faults still to be served. Faults without an end are not counted.</summary>
    public int Pending
    {
        get
        {
            lock (_lock)
            {
                return _script.Sum(entry => entry.Left ?? 0);
            }
        }
    }

    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var entry = new Entry(fault, new Regex(fault.Path, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)) { Left = fault.Times ?? (fault.Percent is null ? 1 : null) };
        lock (_lock)
        {
            _script.Add(entry);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _script.Clear();
        }
    }

    internal async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (Take(context.Request) is not { } fault)
        {
            await next(context);
            return;
        }

        context.Features.Set(fault);
        await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMs), time, context.RequestAborted);
        if (fault.DropConnection)
        {
            context.Abort();
            return;
        }

        await using var answer = new HeldAnswer(context);
        await (fault.IsCanned ? AnswerAsync(context, fault) : next(context));
        foreach (var (name, value) in fault.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await (fault.LoseAnswer ? answer.LoseAsync() : fault.Truncate ? answer.ReleaseHalfAsync() : answer.ReleaseAsync());
    }

    private static async Task AnswerAsync(HttpContext context, Fault fault)
    {
        context.Response.StatusCode = fault.Status ?? StatusCodes.Status200OK;
        if (fault.Body is null)
        {
            await FaceError.WriteAsync(context, context.Response.StatusCode, "SandboxFault", "A scripted fault of the Sandbox.");
            return;
        }

        var text = fault.Body is JsonValue value && value.TryGetValue<string>(out var raw) ? raw : fault.Body.ToJsonString();
        if (text.Length > 0)
        {
            context.Response.ContentType = fault.ContentType;
            await context.Response.WriteAsync(text);
        }
    }

    private Fault? Take(HttpRequest request)
    {
        lock (_lock)
        {
            var entry = _script.Find(entry => entry.Matches(request) && entry.Strikes(request));
            if (entry is { Left: 1 })
            {
                _script.Remove(entry);
            }
            else if (entry is not null)
            {
                entry.Left--;
            }

            return entry?.Fault;
        }
    }

    private sealed class Entry(Fault fault, Regex path)
    {
        private readonly Dictionary<string, int> _seen = [];

        public Fault Fault => fault;

        /// <summary>Null without an end.</summary>
        public int? Left { get; set; }

        public bool Matches(HttpRequest request) =>
            (fault.Face is null || string.Equals(fault.Face, Face.Of(request), StringComparison.OrdinalIgnoreCase))
            && (fault.Method is null || string.Equals(fault.Method, request.Method, StringComparison.OrdinalIgnoreCase))
            && path.IsMatch(request.GetEncodedPathAndQuery());

        public bool Strikes(HttpRequest request)
        {
            if (fault.Percent is not { } percent)
            {
                return true;
            }

            var target = $"{request.Method} {request.GetEncodedPathAndQuery()}";
            var number = _seen[target] = _seen.GetValueOrDefault(target) + 1;
            var chosen = SHA256.HashData(Encoding.UTF8.GetBytes($"{fault.Seed} {fault.Status} {number} {target}"));
            return BinaryPrimitives.ReadUInt32LittleEndian(chosen) < percent / 100 * uint.MaxValue;
        }
    }
}
