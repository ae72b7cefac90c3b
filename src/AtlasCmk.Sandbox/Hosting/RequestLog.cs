using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>Every request to a face and every tunnel through the proxy, in order of arrival. Requests to the control API are not included.</summary>
internal sealed class RequestLog
{
    private readonly Lock _lock = new();
    private readonly List<LoggedRequest> _requests = [];

    public int Total
    {
        get
        {
            lock (_lock)
            {
                return _requests.Count;
            }
        }
    }

    public IReadOnlyList<LoggedRequest> Snapshot()
    {
        lock (_lock)
        {
            return [.. _requests];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }

    internal LoggedRequest Add(string face, string method, string path)
    {
        var entry = new LoggedRequest(face, method, path);
        lock (_lock)
        {
            _requests.Add(entry);
        }

        return entry;
    }

    internal Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var entry = Add(Face.Of(context.Request) ?? "", context.Request.Method, context.Request.Path);

        // Set before the first byte is sent, so that a client that has the response finds the status in the log.
        context.Response.OnStarting(() =>
        {
            // An aborted request also starts a response, but the client does not receive it.
            if (context.Features.Get<Fault>() is null or { DropConnection: false, LoseAnswer: false })
            {
                entry.Status = context.Response.StatusCode;
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}

/// <summary>A request. Status 0 means that there is no response yet, or that the connection closed without one.</summary>
internal sealed class LoggedRequest(string face, string method, string path)
{
    public string Face { get; } = face;

    public string Method { get; } = method;

    public string Path { get; } = path;

    public int Status { get; internal set; }

    public override string ToString() => $"{Face} {Method} {Path} {Status}";
}
