namespace AtlasCmk.Workflows.Suggestions;

/// <summary>Cached answers for callers that do not wait. A slow answer is available at the next call.</summary>
/// <remarks>An answer is valid for some seconds. Then it is read again, and the old answer is used only if the new one is late.</remarks>
internal sealed class SuggestionCache<T>(TimeProvider time, CancellationToken end)
{
    private readonly Dictionary<string, Answer> _answers = [];

    /// <summary>The maximum wait.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long an answer is valid.</summary>
    public static TimeSpan Freshness { get; } = TimeSpan.FromSeconds(15);

    private static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Does not fail. Without an answer it returns the default, for as long as an answer is valid.</summary>
    public async Task<T?> AskAsync(string question, Func<CancellationToken, Task<T>> read)
    {
        Answer answer;
        Task reading;
        lock (_answers)
        {
            if (!_answers.TryGetValue(question, out answer!))
            {
                _answers[question] = answer = new();
            }

            reading = answer.Reading is { } current && (!current.IsCompleted || time.GetElapsedTime(answer.ReadAt) < Freshness)
                ? current
                : answer.Reading = Task.Run(() => ReadAsync(answer, read), CancellationToken.None);
        }

        await reading.WaitAsync(Patience, time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return end.IsCancellationRequested ? default : answer.Last;
    }

    private async Task ReadAsync(Answer answer, Func<CancellationToken, Task<T>> read)
    {
        try
        {
            using var limit = new CancellationTokenSource(Limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, end);
            answer.Last = await read(either.Token).ConfigureAwait(false);
        }
        catch
        {
            // This is only for suggestions. The command will report the error.
            answer.Last = default;
        }
        finally
        {
            answer.ReadAt = time.GetTimestamp();
        }
    }

    private sealed class Answer
    {
        public Task? Reading { get; set; }

        public T? Last { get; set; }

        public long ReadAt { get; set; }
    }
}
