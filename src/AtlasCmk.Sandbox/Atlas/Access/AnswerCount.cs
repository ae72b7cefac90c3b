using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>Numbers the responses, so that it shows which of them a client had when it sent a request.</summary>
internal static class AnswerCount
{
    private static readonly object s_key = new();
    private static long s_sent;

    /// <summary>At the very beginning of a request, before the latency of the Sandbox.</summary>
    public static Task NoteArrivalAsync(HttpContext http, RequestDelegate next)
    {
        http.Items[s_key] = Volatile.Read(ref s_sent);
        return next(http);
    }

    /// <summary>The number of responses that were sent completely when the request arrived.</summary>
    public static long AtArrival(HttpContext http) => http.Items.TryGetValue(s_key, out var noted) ? (long)noted! : Volatile.Read(ref s_sent);

    /// <summary>Calls back with the number of the response once it is sent completely.</summary>
    public static void AfterAnswer(HttpContext http, Action<long> note) => http.Response.OnCompleted(() =>
    {
        note(Interlocked.Increment(ref s_sent));
        return Task.CompletedTask;
    });
}
