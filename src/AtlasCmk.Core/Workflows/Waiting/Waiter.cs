using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>Waits for one result with a shared poll, within a timeout, and shows progress.</summary>
internal sealed class Waiter<T>(SharedPoll<T> poll, TimeProvider time, IOperationLog log)
{
    /// <param name="subject">The object to wait for.</param>
    /// <param name="goal">The status to wait for.</param>
    /// <param name="typical">The typical duration.</param>
    /// <param name="timeout">The timeout.</param>
    /// <param name="judge">Evaluates a poll. Throws if the goal cannot be reached.</param>
    /// <param name="first">The last known state before the wait, if any. It counts as the first poll.</param>
    public async Task<TResult> UntilAsync<TResult>(WaitSubject subject, string goal, TimeSpan typical, TimeSpan timeout, Func<T, WaitStep<TResult>> judge, T? first = default)
        where TResult : class
    {
        var activity = ActivityId.Next();
        var started = time.GetTimestamp();
        var step = first is null ? new("", null) : judge(first);
        var told = "";
        AtlasCmkException? unanswered = null;
        log.WaitBegins();
        try
        {
            while (step.Result is null)
            {
                var elapsed = time.GetElapsedTime(started);
                if (elapsed >= timeout)
                {
                    throw CommandErrors.WaitTimedOut(subject.Text, goal, step.Status, timeout, unanswered);
                }

                ReportProgress();
                log.Progress(new Wait(activity, subject, goal, typical, time, started, time.GetUtcNow() + poll.NextDelay).Picture(step.Status, step.Hint));
                T seen;
                try
                {
                    seen = await poll.NextAsync().WaitAsync(timeout - elapsed, time).ConfigureAwait(false);
                }
                catch (TimeoutException)
                {
                    throw CommandErrors.WaitTimedOut(subject.Text, goal, step.Status, timeout, unanswered);
                }
                catch (AtlasCmkException e) when (e.IsTransient)
                {
                    // A wait of an hour must survive an outage of a minute.
                    unanswered = e;
                    log.Verbose($"{subject}: a poll got no answer; still waiting. {e.Message}");
                    continue;
                }

                unanswered = null;
                step = judge(seen);
                if (step.Result is not null)
                {
                    ReportProgress();
                }
            }

            log.Verbose($"{char.ToUpperInvariant(subject.Text[0])}{subject.Text[1..]}: {step.Status} after {ShortTime.Of(time.GetElapsedTime(started))}.");
            return step.Result;
        }
        finally
        {
            log.WaitEnds();
            log.Progress(new(activity, ActivityOf(subject), goal) { Completed = true });
        }

        void ReportProgress()
        {
            if (step.Status != told)
            {
                (var before, told) = (told, step.Status);
                log.Information($"{subject.Label}: {(before.Length == 0 ? "" : $"{before} → ")}{told} after {ShortTime.Of(time.GetElapsedTime(started))}");
            }
        }
    }

    /// <summary>What a wait shows while it runs.</summary>
    private sealed record Wait(int Activity, WaitSubject Subject, string Goal, TimeSpan Typical, TimeProvider Time, long Started, DateTimeOffset NextPoll)
    {
        /// <summary>The status and the time come first, and the next poll last, because a narrow screen cuts a long line at its end.</summary>
        public OperationProgress Picture(string status, string? hint)
        {
            var (elapsed, next) = (Time.GetElapsedTime(Started), NextPoll - Time.GetUtcNow());
            return new(Activity, ActivityOf(Subject), $"{(status.Length == 0 ? "asking" : status)}; {ShortTime.Of(Whole(elapsed))} of about {ShortTime.Of(Typical)}"
                + $"{(hint is null ? "" : $"; {hint}")}; until {Goal}; {(next > TimeSpan.Zero ? $"next poll in {ShortTime.Of(Whole(next))}" : "polling")}")
            {
                PercentComplete = (int)Math.Min(99, 100 * elapsed / Typical),
                Left = elapsed < Typical ? Typical - elapsed : TimeSpan.Zero,
                Later = () => Picture(status, hint),
            };
        }

        private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));
    }

    private static string ActivityOf(WaitSubject subject) => $"Waiting for {subject.Label}";
}

/// <summary>The evaluation of a poll: the status to show, and the result when there is one.</summary>
/// <param name="Status">The status, as the service reports it.</param>
/// <param name="Result">The result. Null while the wait continues.</param>
/// <param name="Hint">What the wait is for, and who must act. Null if the status says it.</param>
internal readonly record struct WaitStep<TResult>(string Status, TResult? Result, string? Hint = null)
    where TResult : class;

/// <summary>The object of a wait: a text for messages, and a short one for progress, where the project is shown by its name alone.</summary>
internal readonly record struct WaitSubject(string Text, string Label)
{
    public static WaitSubject Endpoint(string regionName, string projectId) => new($"the private endpoint in {regionName} of project {projectId}", $"{regionName} of project {projectId}");

    public static WaitSubject Cluster(string name, string projectId) => new($"the cluster {name} of project {projectId}", $"{name} of project {projectId}");

    public static WaitSubject OfProject(string what, string projectId) => new($"the {what} of project {projectId}", $"{what} of project {projectId}");

    public override string ToString() => Text;
}

/// <summary>A unique number for each progress bar of this process, so that concurrent bars stay separate.</summary>
internal static class ActivityId
{
    private static int s_last;

    public static int Next() => Interlocked.Increment(ref s_last) & int.MaxValue;
}
