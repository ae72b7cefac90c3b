using System.Globalization;

namespace AtlasCmk.Clients;

/// <summary>One rate limit of Atlas: requests pass while tokens are left, else they wait in the order of their arrival.</summary>
internal sealed class LimitBucket(LimitSet set, string place, RequestLimits limits)
{
    private static readonly TimeSpan s_worthTelling = TimeSpan.FromSeconds(1);

    /// <summary>Responses that arrive during a wait can make it a little longer.</summary>
    private static readonly TimeSpan s_otherWait = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly LimitEstimate _estimate = new(set);
    private readonly PriorityQueue<Waiter, long> _queue = new();
    private ITimer? _timer;
    private LimitRefusal? _refusal;
    private TimeSpan _toldUntil;
    private bool _isReleasing;

    public string Name { get; } = $"rate limit of {set}{place}";

    /// <summary>Whether the bucket can be forgotten.</summary>
    public bool IsUnremarkable
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count == 0 && _refusal is null && _estimate.IsUnremarkable;
            }
        }
    }

    /// <summary>Waits until the request can be sent.</summary>
    /// <param name="number">The place in the queue: smaller numbers go first.</param>
    /// <param name="log">Receives a line if the request waits.</param>
    /// <param name="cancellation">Leaves the queue at once.</param>
    public ValueTask<LimitEntry> EnterAsync(long number, IOperationLog log, CancellationToken cancellation)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (_queue.Count == 0 && TryAdmit(limits.Now, out var entry))
            {
                return new(entry);
            }

            waiter = new(log);
            _queue.Enqueue(waiter, number);
        }

        Release();
        return new(limits.HoldAsync(waiter.Done, cancellation));
    }

    /// <summary>The request ended.</summary>
    /// <param name="learn">Tells the estimate how, at the given time.</param>
    public void Leave(Action<LimitEstimate, TimeSpan> learn)
    {
        bool isAwaited;
        lock (_gate)
        {
            learn(_estimate, limits.Now);
            isAwaited = _queue.Count > 0;
        }

        if (isAwaited)
        {
            Release();
        }
    }

    /// <summary>Until then, requests get this refusal instead of being sent.</summary>
    public void Refuse(LimitRefusal refusal)
    {
        lock (_gate)
        {
            _refusal = refusal;
        }

        Release();
    }

    private bool TryAdmit(TimeSpan now, out LimitEntry entry)
    {
        if (_refusal is { } refusal && now < refusal.Until)
        {
            entry = new(default, refusal);
            return true;
        }

        _refusal = null;
        var isAdmitted = _estimate.TrySend(now, out var pass);
        entry = new(pass, null);
        return isAdmitted;
    }

    /// <summary>Lets waiting requests go on, one after another on this thread, so that their order is that of the queue.</summary>
    private void Release()
    {
        lock (_gate)
        {
            if (_isReleasing)
            {
                return;
            }

            _isReleasing = true;
        }

        while (TakeNext(out var waiter, out var entry))
        {
            if (!waiter.Done.TrySetResult(entry) && entry.Refusal is null)
            {
                Leave((estimate, _) => estimate.Unsent(entry.Pass));
            }
        }
    }

    /// <summary>Takes the next request that can go. If there is none, sets the timer and ends the release.</summary>
    private bool TakeNext(out Waiter waiter, out LimitEntry entry)
    {
        string? message;
        lock (_gate)
        {
            while (_queue.TryPeek(out waiter!, out _) && waiter.Done.Task.IsCompleted)
            {
                _queue.Dequeue();
            }

            entry = default;
            var now = limits.Now;
            if (waiter is not null && TryAdmit(now, out entry))
            {
                _queue.Dequeue();
                return true;
            }

            message = waiter is null ? null : SetTimer(now);
            _toldUntil = waiter is null ? default : _toldUntil;
            _isReleasing = false;
        }

        if (message is not null)
        {
            waiter!.Log.Verbose(message);
        }

        return false;
    }

    private string? SetTimer(TimeSpan now)
    {
        if (_estimate.NextChance(now) is not { } chance)
        {
            return null;
        }

        var wait = chance > now ? chance - now : TimeSpan.Zero;
        _timer?.Dispose();
        _timer = limits.Time.CreateTimer(_ => Release(), null, wait, Timeout.InfiniteTimeSpan);
        if (wait < s_worthTelling || (now < _toldUntil && chance < _toldUntil + s_otherWait) || _estimate.IsTrying(now))
        {
            return null;
        }

        // Tokens that arrive one by one are one wait.
        _toldUntil = _estimate.IsSteady ? TimeSpan.FromDays(1000) : chance;
        return string.Create(CultureInfo.InvariantCulture, $"{Name}: waiting {wait.TotalSeconds:0.#} s");
    }

    private sealed class Waiter(IOperationLog log)
    {
        public IOperationLog Log { get; } = log;

        public TaskCompletionSource<LimitEntry> Done { get; } = new();
    }
}

/// <summary>The end of a wait: the pass to send the request with, or the refusal that it gets instead.</summary>
internal readonly record struct LimitEntry(LimitPass Pass, LimitRefusal? Refusal);

/// <summary>One request on its way.</summary>
/// <param name="Sent">When it was sent.</param>
/// <param name="AnswersThen">How many responses the bucket had then.</param>
/// <param name="IsTry">Whether it finds out if an empty bucket has tokens again. Others wait for its response.</param>
internal readonly record struct LimitPass(TimeSpan Sent, int AnswersThen, bool IsTry);
