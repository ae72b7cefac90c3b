namespace AtlasCmk.Pipeline;

/// <summary>Lets what items say through in the order of the items, whichever of them is faster.</summary>
internal sealed class InputOrder<T>
{
    private readonly Dictionary<int, Queue<T>> _held = [];
    private readonly HashSet<int> _ended = [];
    private int _turn;

    /// <summary>Takes what an item says, and yields what may be heard now.</summary>
    public IEnumerable<T> Say(int item, T message)
    {
        if (!_held.TryGetValue(item, out var queue))
        {
            _held[item] = queue = new();
        }

        queue.Enqueue(message);
        return Heard();
    }

    /// <summary>Takes that an item has said everything, and yields what may be heard now.</summary>
    public IEnumerable<T> End(int item)
    {
        _ended.Add(item);
        return Heard();
    }

    /// <summary>What is held back, in the order of the items: nobody has a turn any more.</summary>
    public IReadOnlyList<T> Rest() => [.. _held.OrderBy(h => h.Key).SelectMany(h => h.Value)];

    private IEnumerable<T> Heard()
    {
        do
        {
            while (_held.TryGetValue(_turn, out var queue) && queue.TryDequeue(out var message))
            {
                yield return message;
            }
        }
        while (NextTurn());
    }

    private bool NextTurn()
    {
        if (!_ended.Remove(_turn))
        {
            return false;
        }

        _held.Remove(_turn++);
        return true;
    }
}
