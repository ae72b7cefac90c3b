namespace AtlasCmk;

/// <summary>A value that was read, or why it could not be read.</summary>
internal sealed record ReadResult<T>(bool IsKnown, T? Value, string Reason, AtlasCmkException? Failure)
{
    /// <summary>Maps the value, if it is known.</summary>
    public ReadResult<TNext> Then<TNext>(Func<T, TNext> next) =>
        IsKnown ? ReadResult.Of(next(Value!)) : new(false, default, Reason, Failure);
}

internal static class ReadResult
{
    public static ReadResult<T> Of<T>(T value) => new(true, value, "", null);

    public static ReadResult<T> Unknown<T>(string reason, AtlasCmkException? failure = null) => new(false, default, reason, failure);

    /// <summary>A refusal of a service gives an unknown result. Other exceptions are thrown.</summary>
    public static async Task<ReadResult<T>> FromAsync<T>(Func<Task<T>> read)
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
