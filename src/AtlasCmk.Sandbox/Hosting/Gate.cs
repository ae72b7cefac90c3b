using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>Holds every matching request before it is processed, until the gate opens. For tests of concurrent changes.</summary>
internal sealed class Gate
{
    private readonly Lock _lock = new();
    private Regex? _path;
    private TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _held;

    /// <summary>The number of waiting requests. A request that its client aborted no longer counts.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <param name="path">A regular expression on path and query.</param>
    public void Close(string path)
    {
        var pattern = new Regex(path, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        lock (_lock)
        {
            _path = pattern;
        }
    }

    public void Open()
    {
        TaskCompletionSource opened;
        lock (_lock)
        {
            _path = null;
            opened = _opened;
            _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        opened.SetResult();
    }

    internal async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (WaitFor(context.Request) is { } opened)
        {
            Interlocked.Increment(ref _held);
            try
            {
                await opened.WaitAsync(context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            finally
            {
                Interlocked.Decrement(ref _held);
            }
        }

        await next(context);
    }

    private Task? WaitFor(HttpRequest request)
    {
        lock (_lock)
        {
            return _path?.IsMatch(request.Path + request.QueryString) == true ? _opened.Task : null;
        }
    }
}
