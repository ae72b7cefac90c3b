using System.Management.Automation;
using System.Threading.Channels;
using AtlasCmk.Sessions;

namespace AtlasCmk.Pipeline;

/// <summary>
/// Runs workflows concurrently, and passes their output to the pipeline. Only the pipeline thread may write:
/// a workflow's output is an action that waits in a queue until that thread runs it.
/// </summary>
/// <remarks>
/// Outputs and errors keep the order of the input, unless the command uses the order of completion. Questions and
/// messages are handled as they come.
/// </remarks>
internal sealed partial class Pump(Cmdlet cmdlet, CancellationTokenSource stop) : IOperationLog, IAzContext, IDisposable
{
    /// <summary>The number of items whose output is held behind a slow one. Beyond it, no more items begin, so that the memory stays bounded.</summary>
    private const int MostHeld = 1000;

    private readonly Channel<Message> _messages = Channel.CreateUnbounded<Message>(new() { SingleReader = true });
    private readonly InputOrder<Action<Cmdlet>> _order = new();
    private volatile Exception? _ending;
    private int _started;
    private int _running;
    private int _waiting;
    private int _failed;
    private ProgressBoard? _board;

    public int ThrottleLimit { get; set; } = 16;

    public bool InOrderOfCompletion { get; set; }

    /// <summary>Under -WhatIf nothing is emitted, not even unchanged objects: the next command would process them.</summary>
    public bool IsWhatIf { get; set; }

    /// <summary>Whether the command can change something, so that its outputs carry evidence.</summary>
    public bool Changes { get; set; }

    /// <summary>Whether any failure ends the command, if a script must not continue after it.</summary>
    public bool EveryFailureEnds { get; set; }

    /// <summary>Whether debug messages are shown, because of -Debug or the preference variable.</summary>
    public bool WantsDebug { get; set; } = true;

    /// <summary>The name of the command, for the line above many progress bars.</summary>
    public string Name { get; set; } = "AtlasCmk";

    public CancellationToken Cancellation => stop.Token;
    public ProjectNaming Naming { get; } = new(stop.Token);
    public void Dispose() => _board?.Dispose();

    /// <summary>Starts a workflow once fewer than the limit are running, and writes the output so far. On the pipeline thread.</summary>
    public void Start(AtlasSession? session, bool forced, Func<WorkItem, Task> workflow)
    {
        while (_running - Volatile.Read(ref _waiting) >= ThrottleLimit || _order.Ended >= MostHeld)
        {
            WriteNext();
        }

        Naming.Use(session);
        var item = new WorkItem(this, _started++, session, forced);
        _running++;
        _ = Task.Run(() => RunAsync(workflow, item));
        while (_messages.Reader.TryRead(out var message))
        {
            Write(message);
        }
    }

    /// <summary>Writes output until every workflow has ended. On the pipeline thread.</summary>
    public void Finish()
    {
        while (_running > 0)
        {
            WriteNext();
        }

        _board?.Close(cmdlet);
    }

    /// <summary>Writes output until a task has completed, and returns its result. On the pipeline thread.</summary>
    public T Await<T>(Task<T> task)
    {
        // The pipeline thread may be waiting for output that does not come.
        _ = task.ContinueWith(_ => Post(_ => { }), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            WriteNext();
        }

        return task.GetAwaiter().GetResult();
    }
    /// <summary>Counts an item's error, for the line above many progress bars.</summary>
    public void Failed() => Interlocked.Increment(ref _failed);

    /// <summary>How many errors the command gave so far.</summary>
    public int FailedCount => Volatile.Read(ref _failed);

    /// <summary>Whether a failure ends the whole command, not only the current item.</summary>
    public bool Ends(Exception failure) => EveryFailureEnds || failure is AtlasCmkException { EndsTheCommand: true };

    /// <summary>Ends the command with an error. On the pipeline thread.</summary>
    /// <remarks>
    /// Requests in flight complete first, and their results are written: the outcome of a sent change must not be lost.
    /// No more questions are asked, and pure waits are canceled.
    /// </remarks>
    public void End(Cmdlet shell, Exception failure)
    {
        if (_ending is not null)
        {
            // One error ends a command; other errors are still written. Rejected credentials fail every request in flight, and one error is enough.
            if (Naming.InMessage(failure.Message) != Naming.InMessage(_ending.Message) && (failure as AtlasCmkException)?.IsSameRefusalOfCredentials(_ending) is not true)
            {
                shell.WriteSafely(c => c.WriteWarning(VisibleText.Of(Naming.InMessage(failure.Message))));
            }

            return;
        }

        _ending = failure;
        foreach (var write in _order.Rest())
        {
            write(shell);
        }

        // Input order no longer applies: the next item in order may be a canceled wait.
        InOrderOfCompletion = true;
        while (_running > Volatile.Read(ref _waiting))
        {
            WriteNext();
        }

        stop.Cancel();
        shell.ThrowTerminatingError(ErrorRecordFactory.Create(failure, Naming));
    }

    /// <summary>Written as soon as the pipeline thread is free.</summary>
    public void Post(Action<Cmdlet> write) => _messages.Writer.TryWrite(new(null, write));

    private void Write(Action<Cmdlet> write) => Post(c => c.WriteSafely(write));

    /// <summary>Written when the item is next in order.</summary>
    public void PostInTurn(int item, Action<Cmdlet> write) => _messages.Writer.TryWrite(new(item, write));

    public void WaitBegins()
    {
        Interlocked.Increment(ref _waiting);
        // The pipeline thread may be waiting for a free slot.
        Post(_ => { });
    }

    public void WaitEnds() => Interlocked.Decrement(ref _waiting);

    public Questions Questions => field ??= new(Naming);

    public Task<AzContextToken?> GetTokenAsync(string resource, string? tenantId, CancellationToken cancellation) =>
        AskAsync(c => AzModule.Find((PSCmdlet)c)?.GetToken(resource, tenantId), e => e as AtlasCmkException, isForUser: false).WaitAsync(cancellation);

    /// <summary>Runs a question on the pipeline thread.</summary>
    /// <param name="ask">The action for that thread.</param>
    /// <param name="understand">Converts a failure for the caller; null if the failure belongs to the pipeline and ends it.</param>
    /// <param name="item">The item that must be next in order; null for as soon as possible, so that questions do not block each other.</param>
    /// <param name="isForUser">Whether the user answers: while the command ends, no questions are asked.</param>
    public Task<T> AskAsync<T>(Func<Cmdlet, T> ask, Func<Exception, Exception?> understand, int? item = null, bool isForUser = true)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _messages.Writer.TryWrite(new(item, c =>
        {
            if (isForUser && _ending is not null)
            {
                answer.SetCanceled();
                return;
            }

            try
            {
                answer.SetResult(ask(c));
            }
            catch (Exception e) when (understand(e) is { } understood)
            {
                answer.SetException(understood);
            }
        }));
        return answer.Task.WaitAsync(Cancellation);
    }

    private async Task RunAsync(Func<WorkItem, Task> workflow, WorkItem item)
    {
        WorkItem.Current = item;
        try
        {
            await workflow(item).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // After a stop, output has no reader, and failures are its consequence. So is a question that was not asked.
            if (!stop.IsCancellationRequested && !(_ending is not null && e is OperationCanceledException))
            {
                item.Fail(e);
            }
        }
        finally
        {
            _messages.Writer.TryWrite(new(item.Index, null));
        }
    }

    private void WriteNext() => Write(_messages.Reader.ReadAsync(Cancellation).AsTask().GetAwaiter().GetResult());

    private void Write(Message message)
    {
        if (message.Write is null)
        {
            _running--;
        }

        if (message.Item is not { } item || InOrderOfCompletion)
        {
            message.Write?.Invoke(cmdlet);
            return;
        }

        foreach (var write in message.Write is { } said ? _order.Say(item, said) : _order.End(item))
        {
            write(cmdlet);
        }
    }

    /// <param name="Item">The item that must be next in order; null for none.</param>
    /// <param name="Write">What to write; null if the item has ended.</param>
    private readonly record struct Message(int? Item, Action<Cmdlet>? Write);
}
