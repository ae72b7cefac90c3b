using System.Collections.Concurrent;

namespace AtlasCmk.Clients;

/// <summary>The rate limits of a session, as its responses show them. All commands of the session share them.</summary>
internal sealed class RequestLimits(TimeProvider time) : IDisposable
{
    /// <summary>Beyond this number, full buckets are forgotten, so that the memory does not grow with the projects.</summary>
    private const int MostRemembered = 1000;

    private readonly ConcurrentDictionary<string, LimitSet> _sets = new();
    private readonly ConcurrentDictionary<(string Set, string Scope), LimitBucket> _buckets = new();
    private readonly CancellationTokenSource _end = new();
    private readonly long _began = time.GetTimestamp();
    private int _remembered;
    private int _held;
    private long _numbers;

    public TimeProvider Time => time;

    /// <summary>The time since the beginning of the session.</summary>
    public TimeSpan Now => time.GetElapsedTime(_began);

    /// <summary>The number of buckets that are remembered.</summary>
    public int Remembered => Volatile.Read(ref _remembered);

    /// <summary>The number of requests that wait for a rate limit at the moment.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>A place in the queues.</summary>
    public long NextNumber() => Interlocked.Increment(ref _numbers);

    /// <param name="path">The path of a request, without query.</param>
    public LimitBucket BucketOf(string path)
    {
        var (name, scope, place) = LimitSets.Of(path);
        if (_buckets.TryGetValue((name, scope), out var known))
        {
            return known;
        }

        var made = new LimitBucket(_sets.GetOrAdd(name, _ => new(name)), place, this);
        var bucket = _buckets.GetOrAdd((name, scope), made);
        Interlocked.Add(ref _remembered, bucket == made ? 1 : 0);
        return bucket;
    }

    /// <summary>Forgets a bucket without news if there are many. A request that still has it learns for itself alone.</summary>
    public void MayForget(string path, LimitBucket bucket)
    {
        if (Remembered > MostRemembered && bucket.IsUnremarkable && LimitSets.Of(path) is var (name, scope, _)
            && _buckets.TryRemove(new((name, scope), bucket)))
        {
            Interlocked.Decrement(ref _remembered);
        }
    }

    /// <summary>Waits for an end of a wait, and counts it.</summary>
    /// <exception cref="ObjectDisposedException">The session ended meanwhile.</exception>
    public async Task<T> HoldAsync<T>(TaskCompletionSource<T> done, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _held);
        try
        {
            using var stop = cancellation.UnsafeRegister(_ => done.TrySetCanceled(cancellation), null);
            using var end = _end.Token.UnsafeRegister(_ => done.TrySetException(new ObjectDisposedException(nameof(RequestLimits))), null);
            return await done.Task.ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _held);
        }
    }

    /// <summary>Ends all waits. The source itself stays, because a wait may begin at this moment.</summary>
    public void Dispose() => _end.Cancel();
}
