using System.Collections.Concurrent;
using AtlasCmk.Clients;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Clients;

public sealed class DigestNonceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Gives_every_count_once_and_then_no_more()
    {
        for (var round = 0; round < 200; round++)
        {
            var nonce = new DigestNonce(new("realm", "nonce"), _time);
            var counts = new ConcurrentBag<int>();

            Parallel.For(0, 4, _ =>
            {
                while (nonce.TryUse() is { } use)
                {
                    counts.Add(use.Count);
                }
            });

            Assert.Equal(Enumerable.Range(1, 1023), counts.Order());
        }
    }

    /// <summary>Servers count on the machine's clock, however fast a world's runs.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void A_nonce_is_renewed_before_the_server_ends_it(int speed)
    {
        var nonce = new DigestNonce(new("realm", "nonce"), new ScaledClock(_time, _time.GetUtcNow(), speed));

        _time.Advance(TimeSpan.FromSeconds(54));
        Assert.NotNull(nonce.TryUse());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(nonce.TryUse());
    }
}
