namespace AtlasCmk.Tests.Fakes;

/// <summary>A part of the world that becomes something else as time passes.</summary>
internal sealed class Timeline<T>(TimeProvider time, T initial)
{
    private readonly List<(DateTimeOffset From, T Value)> _moments = [(DateTimeOffset.MinValue, initial)];

    public T Now => _moments.Last(m => m.From <= time.GetUtcNow()).Value;

    /// <summary>The value from now on.</summary>
    public Timeline<T> Set(T value)
    {
        _moments.RemoveAll(m => m.From > time.GetUtcNow());
        return After(0, value);
    }

    /// <summary>The value after so many seconds.</summary>
    public Timeline<T> After(double seconds, T value)
    {
        _moments.Add((time.GetUtcNow().AddSeconds(seconds), value));
        return this;
    }
}
