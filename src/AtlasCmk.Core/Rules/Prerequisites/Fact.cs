namespace AtlasCmk.Rules;

/// <summary>A value that was read, or why it could not be read.</summary>
internal sealed record Fact<T>(bool IsKnown, T? Value, string Reason, AtlasCmkException? Failure)
{
    /// <summary>Maps the value, if it is known.</summary>
    public Fact<TNext> Then<TNext>(Func<T, TNext> next) =>
        IsKnown ? Fact.Of(next(Value!)) : new(false, default, Reason, Failure);
}

internal static class Fact
{
    public static Fact<T> Of<T>(T value) => new(true, value, "", null);

    public static Fact<T> Unknown<T>(string reason, AtlasCmkException? failure = null) => new(false, default, reason, failure);

    /// <summary>A refusal of a service gives an unknown fact. Other exceptions are thrown.</summary>
    public static async Task<Fact<T>> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return Of(await read().ConfigureAwait(false));
        }
        catch (AtlasCmkException e)
        {
            return Unknown<T>(e.Message, e);
        }
    }
}
