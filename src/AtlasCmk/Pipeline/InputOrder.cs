namespace AtlasCmk.Pipeline;

/// <summary>Releases the output of items in the order of the items, whichever completes first.</summary>
internal sealed class InputOrder<T>
{
    private readonly Dictionary<int, Queue<T>> _held = [];
    private readonly HashSet<int> _ended = [];
    private int _turn;

    /// <summary>Adds output of an item, and returns what can be written now.</summary>
    public IEnumerable<T> Say(int item, T message)
    {
        if (!_held.TryGetValue(item, out var queue))
        {
            _held[item] = queue = new();
        }

        queue.Enqueue(message);
        return Heard();
    }

    /// <summary>Marks an item as complete, and returns what can be written now.</summary>
    public IEnumerable<T> End(int item)
    {
        _ended.Add(item);
        return Heard();
    }

    /// <summary>The number of items that have ended and whose output waits for an earlier item.</summary>
    public int Ended => _ended.Count;

    /// <summary>Returns everything that is still held, in the order of the items.</summary>
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
