namespace AtlasCmk.Tests.Keys.Histories;

/// <summary>Several small choices out of one number, so that a generator's shrinking makes them simpler.</summary>
internal sealed class Dice(int number)
{
    private int _rest = number;

    public int Of(int sides)
    {
        var side = _rest % sides;
        _rest /= sides;
        return side;
    }

    public T? One<T>(IReadOnlyList<T> items) => items.Count == 0 ? default : items[Of(items.Count)];
}
