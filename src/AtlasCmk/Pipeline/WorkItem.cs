using System.Collections.Concurrent;
using System.Management.Automation;

namespace AtlasCmk.Pipeline;

/// <summary>One input item while a workflow processes it: output, errors and questions.</summary>
internal sealed class WorkItem(Pump pump, int index, AtlasSession? session, bool forced) : IConfirmation
{
    private static readonly AsyncLocal<WorkItem?> s_current = new();

    private readonly ConcurrentQueue<SentChange> _sent = new();

    /// <summary>The item whose workflow sends the current request.</summary>
    public static WorkItem? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    public int Index => index;

    /// <summary>Keeps a request that can change something, as evidence.</summary>
    public void Sent(SentChange request) => _sent.Enqueue(request);

    /// <summary>Writes an object; null, the result of a declined workflow, writes nothing.</summary>
    public void Emit(object? output)
    {
        if (output is null || pump.IsWhatIf)
        {
            return;
        }

        if (output is AtlasResource resource)
        {
            resource.Session ??= session;
            resource.ChangeMade = pump.Changes ? new(session?.AtlasIdentity, [.. _sent]) : null;
        }

        pump.PostInTurn(index, c =>
        {
            if (output is AtlasResource named)
            {
                pump.Naming.Complete(named);
            }

            c.WriteObject(output);
        });
    }

    /// <summary>Writes an error for this item; one that ends the command is thrown on the pipeline thread.</summary>
    public void Fail(Exception exception)
    {
        pump.Failed();
        pump.PostInTurn(index, c =>
        {
            if (pump.Ends(exception))
            {
                pump.End(c, exception);
            }
            else
            {
                c.WriteSafely(shell => shell.WriteError(ErrorRecordFactory.Create(exception, pump.Naming)));
            }
        });
    }

    /// <summary>Under -WhatIf this is the output, so it keeps the order of the input.</summary>
    public async Task<bool> ShouldProcessAsync(string target, string action) =>
        await AskAsync(c => c.ShouldProcess(VisibleText.Of(pump.Naming.InMessage(target)), VisibleText.Of(pump.Naming.InMessage(action))), e => CommandErrors.CannotConfirm(target, action, e),
            pump is { IsWhatIf: true, InOrderOfCompletion: false } ? index : null).ConfigureAwait(false) || Declined();

    public async Task<bool> ShouldContinueAsync(string question, string caption, IReadOnlyList<string>? table = null, string? typed = null)
    {
        IReadOnlyList<string> lines = table is null ? [question] : [question, "", .. table];
        return forced || await AskAsync(
            c => typed is null ? pump.Questions.Choose(c, lines, caption) : pump.Questions.Type(c, lines, caption, typed),
            e => CommandErrors.CannotAskSecondQuestion(question, table ?? [], e)).ConfigureAwait(false) || Declined();
    }

    /// <summary>Shows on the screen, where the question was, what the answer No means. Always false.</summary>
    private bool Declined()
    {
        if (!pump.IsWhatIf)
        {
            pump.Post(c => c.WriteSafely(Questions.ShowDeclined));
        }

        return false;
    }

    /// <summary>In a runbook, in a job or with -NonInteractive, a prompt throws, and each host throws its own exception. Only a stop is different.</summary>
    private Task<bool> AskAsync(Func<Cmdlet, bool> ask, Func<Exception, AtlasCmkException> cannotAsk, int? item = null) =>
        pump.AskAsync(ask, e => e is PipelineStoppedException or FlowControlException ? null : cannotAsk(e), item);
}
