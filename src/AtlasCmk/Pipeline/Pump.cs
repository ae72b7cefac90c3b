using System.Management.Automation;
using System.Threading.Channels;
using AtlasCmk.Sessions;

namespace AtlasCmk.Pipeline;

/// <summary>
/// Runs workflows beside each other, and carries what they say to the shell. Only the pipeline thread may write to the
/// shell: what a workflow says is an action that waits here until that thread takes it.
/// </summary>
/// <remarks>
/// Outputs and errors keep the order of the input, unless the command emits in the order of completion; questions and what
/// a workflow tells meanwhile are taken as they come.
/// </remarks>
internal sealed class Pump(Cmdlet cmdlet, CancellationTokenSource stop) : IOperationLog, IAzContext
{
    private readonly Channel<Message> _messages = Channel.CreateUnbounded<Message>(new() { SingleReader = true });
    private readonly InputOrder<Action<Cmdlet>> _order = new();
    private volatile Exception? _ending;
    private bool _yesToAll;
    private bool _noToAll;
    private int _started;
    private int _running;
    private int _waiting;

    public int ThrottleLimit { get; set; } = 16;

    public bool InOrderOfCompletion { get; set; }

    /// <summary>Under -WhatIf nothing is emitted, not even what is as asked already: the next command in the pipeline would act on it.</summary>
    public bool IsWhatIf { get; set; }

    /// <summary>Whether any failure ends the command: where a script must not go on as if it had succeeded.</summary>
    public bool EveryFailureEnds { get; set; }

    /// <summary>Whether -Debug, or the preference, has anything at Debug shown.</summary>
    public bool WantsDebug { get; set; } = true;

    public CancellationToken Cancellation => stop.Token;

    /// <summary>Starts a workflow as soon as fewer than the limit are at work, and writes what is there by now. On the pipeline thread.</summary>
    public void Start(AtlasSession? session, bool forced, Func<WorkItem, Task> workflow)
    {
        while (_running - Volatile.Read(ref _waiting) >= ThrottleLimit)
        {
            WriteNext();
        }

        var item = new WorkItem(this, _started++, session, forced);
        _running++;
        _ = Task.Run(() => RunAsync(workflow, item));
        while (_messages.Reader.TryRead(out var message))
        {
            Write(message);
        }
    }

    /// <summary>Writes until every workflow has ended. On the pipeline thread.</summary>
    public void Finish()
    {
        while (_running > 0)
        {
            WriteNext();
        }
    }

    /// <summary>Whether a failure ends the whole command, and not only the item in hand.</summary>
    public bool Ends(Exception failure) => EveryFailureEnds || failure is AtlasCmkException { EndsTheCommand: true };

    /// <summary>Ends the command with an error. On the pipeline thread.</summary>
    /// <remarks>
    /// What is under way comes home first, and is said: a change that was sent must not go unsaid, nor be cut off so that
    /// nobody knows whether it happened. Nobody is asked any more, and who only waits is not waited for.
    /// </remarks>
    public void End(Cmdlet shell, Exception failure)
    {
        if (_ending is not null)
        {
            // One error ends a command; what else went wrong is said all the same, unless it is the same refusal once more.
            if (failure.Message != _ending.Message && !IsOfTheSameCredential(failure, _ending))
            {
                shell.Tell(c => c.WriteWarning(VisibleText.Of(failure.Message)));
            }

            return;
        }

        _ending = failure;
        foreach (var write in _order.Rest())
        {
            write(shell);
        }

        // Nobody waits for his turn any more: it might be that of one who only waits.
        InOrderOfCompletion = true;
        while (_running > Volatile.Read(ref _waiting))
        {
            WriteNext();
        }

        stop.Cancel();
        shell.ThrowTerminatingError(ErrorRecordFactory.Create(failure));
    }

    /// <summary>A credential that is refused is refused for every request in flight: one error says it.</summary>
    private static bool IsOfTheSameCredential(Exception one, Exception other) =>
        one is AtlasCmkException { Kind: FailureKind.Authentication } refusal && other is AtlasCmkException { Kind: FailureKind.Authentication } first && refusal.ErrorId == first.ErrorId;

    /// <summary>To be written as soon as the pipeline thread is free.</summary>
    public void Post(Action<Cmdlet> write) => _messages.Writer.TryWrite(new(null, write));

    private void Tell(Action<Cmdlet> write) => Post(c => c.Tell(write));

    /// <summary>To be written when it is the item's turn.</summary>
    public void PostInTurn(int item, Action<Cmdlet> write) => _messages.Writer.TryWrite(new(item, write));

    public void Verbose(string message) => Tell(c => c.WriteVerbose(VisibleText.Of(message)));

    public void Debug(string message)
    {
        if (WantsDebug)
        {
            Tell(c => c.WriteDebug(VisibleText.Of(message)));
        }
    }

    public void Warning(string message) => Tell(c => c.WriteWarning(VisibleText.Of(message)));

    public void Progress(OperationProgress progress) => Tell(c => c.WriteProgress(new(progress.ActivityId, VisibleText.Of(progress.Activity), VisibleText.Of(progress.Status))
    {
        PercentComplete = progress.PercentComplete,
        RecordType = progress.Completed ? ProgressRecordType.Completed : ProgressRecordType.Processing,
    }));

    public void Information(string message) => Tell(c => c.WriteInformation(VisibleText.Of(message), ["AtlasCmk", "Status"]));

    public void WaitBegins()
    {
        Interlocked.Increment(ref _waiting);

        // The pipeline thread may be waiting for room.
        Post(_ => { });
    }

    public void WaitEnds() => Interlocked.Decrement(ref _waiting);

    public Task<AzContextToken?> GetTokenAsync(string resource, string? tenantId, CancellationToken cancellation) =>
        AskAsync(c => AzModule.Find((PSCmdlet)c)?.GetToken(resource, tenantId), e => e as AtlasCmkException, isForUser: false).WaitAsync(cancellation);

    /// <summary>Has the pipeline thread answer a question.</summary>
    /// <param name="ask">What that thread does.</param>
    /// <param name="understand">What a failure means to the one who asks; null where it is the pipeline's own affair, and ends it.</param>
    /// <param name="item">Whose turn it has to be; null for as soon as possible, so that nobody waits for others who wait for an answer.</param>
    /// <param name="isForUser">Whether it is the user who answers: while the command ends, he is asked no more.</param>
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

    /// <summary>Asks for an additional confirmation. The default answer is No, as for everything with a security impact. On the pipeline thread.</summary>
    public bool Continue(Cmdlet shell, string question, string caption) => shell.ShouldContinue(VisibleText.Of(question), VisibleText.Of(caption), hasSecurityImpact: true, ref _yesToAll, ref _noToAll);

    private async Task RunAsync(Func<WorkItem, Task> workflow, WorkItem item)
    {
        try
        {
            await workflow(item).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // After a stop nobody reads any more, and failures are its consequence; so is a question that nobody is asked.
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

    /// <param name="Item">Whose turn it has to be; null for none.</param>
    /// <param name="Write">What to write; null where the item has ended.</param>
    private readonly record struct Message(int? Item, Action<Cmdlet>? Write);
}
