using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>
/// Digest nonces with the lifetime of Jetty's authenticator, whose header Atlas sends: 60 seconds and 1024 uses.
/// Each count is accepted once, in any order.
/// </summary>
internal sealed class Nonces(SandboxWorld world)
{
    private const int MaximumUses = 1024;
    private static readonly TimeSpan s_life = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, Issued> _issued = [];
    private readonly Queue<(string Nonce, DateTimeOffset At)> _inOrder = [];

    public string Issue()
    {
        while (_inOrder.TryPeek(out var oldest) && oldest.At + s_life < world.Clock.MachineNow)
        {
            _issued.Remove(_inOrder.Dequeue().Nonce);
        }

        // 24 bytes give 32 base64 characters, as in the real challenge.
        var nonce = Convert.ToBase64String(Convert.FromHexString(world.Ids.Hex(48)));
        _inOrder.Enqueue((nonce, world.Clock.MachineNow));
        _issued[nonce] = new Issued(world.Clock.MachineNow, world.NonceEpoch, []);
        return nonce;
    }

    public NonceUse Use(string nonce, uint count)
    {
        if (!_issued.TryGetValue(nonce, out var issued) || issued.At + s_life < world.Clock.MachineNow || issued.Epoch != world.NonceEpoch || count > MaximumUses)
        {
            return NonceUse.Stale;
        }

        return issued.Seen.Add(count) ? NonceUse.Fresh : NonceUse.Replayed;
    }

    private sealed record Issued(DateTimeOffset At, int Epoch, HashSet<uint> Seen);
}

internal enum NonceUse
{
    Fresh,

    /// <summary>Unknown, expired or used up. The caller gets a new nonce to retry with.</summary>
    Stale,

    /// <summary>The count was used before. Jetty rejects it without marking the nonce as stale.</summary>
    Replayed,
}
