namespace AtlasCmk.Sandbox.World;

/// <summary>Atlas's rate limits: a token bucket for each set of operations and each project or caller.</summary>
/// <remarks>
/// A bucket gets its tokens at once, when a period ends. With a refill of 100 in 60 seconds, Atlas was seen to ask for a wait of 19 and of
/// 6 seconds. A steady refill would never ask for more than one.
/// </remarks>
internal sealed class RateLimits(SandboxWorld world)
{
    private readonly Dictionary<string, (int Capacity, int Refill)> _replaced = [];
    private readonly Dictionary<(RateLimitSet Set, string Scope), Bucket> _buckets = [];

    /// <summary>Whether tokens arrive one by one, evenly over the period. No published text excludes this.</summary>
    public bool IsSteady { get; set; }

    public IEnumerable<(RateLimitSet Set, string Scope, RateLimitCounts Counts)> Buckets => _buckets.Select(b => (b.Key.Set, b.Key.Scope, b.Value.Counts));

    public int CapacityOf(RateLimitSet set) => _replaced.TryGetValue(set.Id, out var replaced) ? replaced.Capacity : set.Capacity;

    public int RefillOf(RateLimitSet set) => _replaced.TryGetValue(set.Id, out var replaced) ? replaced.Refill : set.Refill;

    /// <summary>Replaces the published limits of a set, or of all sets with a scope. Without a refill, about half the capacity, as in Atlas.</summary>
    /// <exception cref="WorldCommandException">An unknown name.</exception>
    public void Replace(string name, int capacity, int? refill = null)
    {
        var sets = RateLimitSet.All.Where(s => string.Equals(s.Id, name, StringComparison.OrdinalIgnoreCase) || string.Equals(s.Scope, name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (sets.Count == 0)
        {
            throw new WorldCommandException($"'{name}' is not a rate limit. Expected: {string.Join(", ", RateLimitSet.Names)}.");
        }

        foreach (var set in sets)
        {
            _replaced[set.Id] = (capacity, refill ?? Math.Max(1, capacity / 2));
            foreach (var known in _buckets.Keys.Where(key => key.Set == set).ToList())
            {
                _buckets.Remove(known);
            }
        }
    }

    /// <summary>Takes a token, or returns the seconds to wait.</summary>
    /// <param name="set">The set of the operation.</param>
    /// <param name="scope">The ID of the project or the caller.</param>
    /// <param name="arrived">The number of responses that were sent before this request arrived.</param>
    public RateLimitAnswer Take(RateLimitSet set, string scope, long arrived)
    {
        var (capacity, refill) = (CapacityOf(set), RefillOf(set));
        if (!_buckets.TryGetValue((set, scope), out var bucket))
        {
            _buckets[(set, scope)] = bucket = new Bucket { Tokens = capacity, At = world.Now };
        }

        var wait = bucket.Take(world.Now, capacity, refill, IsSteady);
        bucket.Counts.Count(isRefused: wait is not null, arrived, world.Now);
        return new(capacity, refill, (int)bucket.Tokens, wait, bucket.Counts, bucket.Counts.Taken);
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        /// <summary>When the present period began.</summary>
        public DateTimeOffset At { get; set; }

        public RateLimitCounts Counts { get; } = new();

        public int? Take(DateTimeOffset now, int capacity, int refill, bool isSteady)
        {
            var period = TimeSpan.FromSeconds(RateLimitSet.RefillSeconds);
            var passed = isSteady ? (now - At) / period : Math.Floor((now - At) / period);
            Tokens = Math.Min(capacity, Tokens + (passed * refill));
            At += passed * period;
            if (Tokens < 1)
            {
                return Math.Max(1, (int)Math.Ceiling(isSteady ? (1 - Tokens) / refill * RateLimitSet.RefillSeconds : (At + period - now).TotalSeconds));
            }

            Tokens--;
            return null;
        }
    }
}
