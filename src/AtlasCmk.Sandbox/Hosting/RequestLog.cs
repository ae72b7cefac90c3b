using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>Every request that reached a face, and every tunnel through the proxy, in the order of arrival; what is asked of the Sandbox itself is not counted.</summary>
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

        // Before the first byte leaves: who has read the answer finds its status in the log.
        context.Response.OnStarting(() =>
        {
            // An aborted request starts an answer too, which nobody will see.
            if (context.Features.Get<Fault>() is null or { DropConnection: false, LoseAnswer: false })
            {
                entry.Status = context.Response.StatusCode;
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
