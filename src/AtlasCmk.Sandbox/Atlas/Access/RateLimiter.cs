using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>The token buckets of Atlas's rate limits.</summary>
internal sealed class RateLimiter(SandboxWorld world)
{
    private readonly Dictionary<string, Bucket> _buckets = [];

    /// <summary>Takes a token. The response headers report how many remain.</summary>
    public (int Limit, int Remaining) Take(RateLimitSet set, string scopeId, string path)
    {
        var (capacity, refill) = (set.CapacityIn(world), set.RefillIn(world));
        var key = $"{set.Id} {scopeId}";
        if (!_buckets.TryGetValue(key, out var bucket))
        {
            _buckets[key] = bucket = new Bucket { Tokens = capacity, At = world.Now };
        }

        var rate = refill / (double)RateLimitSet.RefillSeconds;
        bucket.Tokens = Math.Min(capacity, bucket.Tokens + ((world.Now - bucket.At).TotalSeconds * rate));
        bucket.At = world.Now;
        if (bucket.Tokens < 1)
        {
            var wait = (int)Math.Ceiling((1 - bucket.Tokens) / rate);
            throw new ApiErrorException(429, "RATE_LIMITED_TOKEN_BUCKET",
                $"Rate limit exceeded for {path}. Please retry after {wait} seconds. Request capacity: {capacity}. Refill rate: {refill} per {RateLimitSet.RefillSeconds} seconds.",
                path, wait, capacity, refill, RateLimitSet.RefillSeconds) { RetryAfter = wait };
        }

        bucket.Tokens--;
        return (capacity, (int)bucket.Tokens);
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        public DateTimeOffset At { get; set; }
    }
}
