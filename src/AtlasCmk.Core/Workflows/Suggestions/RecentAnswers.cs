namespace AtlasCmk.Workflows.Suggestions;

/// <summary>Answers for somebody who does not wait: what takes longer than he has patience for is there the next time he asks.</summary>
/// <remarks>An answer counts for some seconds; after that the question is asked anew, and the old answer given only if the new one is late.</remarks>
internal sealed class RecentAnswers<T>(TimeProvider time, CancellationToken end)
{
    private readonly Dictionary<string, Answer> _answers = [];

    /// <summary>How long anybody waits.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long an answer is taken for true.</summary>
    public static TimeSpan Freshness { get; } = TimeSpan.FromSeconds(15);

    private static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Never fails: a question without an answer has the default one, for as long as an answer would count.</summary>
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
            // Nobody asked for more than a hint: the command itself will say what is wrong.
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
