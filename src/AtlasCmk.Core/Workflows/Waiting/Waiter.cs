using System.Globalization;
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
                log.Progress(Picture(activity, subject, goal, step.Status, elapsed, typical));
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

            log.Verbose($"{char.ToUpperInvariant(subject.Text[0])}{subject.Text[1..]}: {step.Status} after {Seconds(time.GetElapsedTime(started))}.");
            return step.Result;
        }
        finally
        {
            log.WaitEnds();
            log.Progress(new(activity, Activity(subject), goal) { Completed = true });
        }

        void ReportProgress()
        {
            if (step.Status != told)
            {
                told = step.Status;
                log.Information($"{subject.Label}: {told} after {Seconds(time.GetElapsedTime(started))}");
            }
        }
    }

    /// <summary>The time comes first, because a narrow screen shows only the beginning of a long status.</summary>
    private OperationProgress Picture(int activity, WaitSubject subject, string goal, string status, TimeSpan elapsed, TimeSpan typical) =>
        new(activity, Activity(subject),
            $"{Seconds(elapsed)} of about {Seconds(typical)}, {(status.Length == 0 ? "asking" : status)}; until {goal}; next poll in {Seconds(poll.NextDelay)}")
        {
            PercentComplete = (int)Math.Min(99, 100 * elapsed / typical),
        };

    private static string Activity(WaitSubject subject) => $"Waiting for {subject.Label}";

    private static string Seconds(TimeSpan time) =>
        time < TimeSpan.FromMinutes(2)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min");
}

/// <summary>The evaluation of a poll: the status to show, and the result when there is one.</summary>
internal readonly record struct WaitStep<TResult>(string Status, TResult? Result)
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
