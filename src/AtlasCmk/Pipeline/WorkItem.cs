using System.Management.Automation;

namespace AtlasCmk.Pipeline;

/// <summary>One item of a command's input while a workflow deals with it: where it emits, fails and asks.</summary>
internal sealed class WorkItem(Pump pump, int index, AtlasSession? session, bool forced) : IConfirmation
{
    public int Index => index;

    /// <summary>Writes an object; null, which is what a declined workflow returns, writes nothing.</summary>
    public void Emit(object? output)
    {
        if (output is null || pump.IsWhatIf)
        {
            return;
        }

        if (output is AtlasResource resource)
        {
            resource.Session ??= session;
        }

        pump.PostInTurn(index, c => c.WriteObject(output));
    }

    /// <summary>One error for this item; one that ends the command is thrown on the pipeline thread.</summary>
    public void Fail(Exception exception) => pump.PostInTurn(index, c =>
    {
        if (pump.Ends(exception))
        {
            pump.End(c, exception);
        }
        else
        {
            c.Tell(shell => shell.WriteError(ErrorRecordFactory.Create(exception)));
        }
    });

    /// <summary>Under -WhatIf this is the output, and keeps the order of the input as an output does.</summary>
    public Task<bool> ShouldProcessAsync(string target, string action) =>
        AskAsync(c => c.ShouldProcess(VisibleText.Of(target), VisibleText.Of(action)), e => CommandErrors.CannotConfirm(target, action, e), pump is { IsWhatIf: true, InOrderOfCompletion: false } ? index : null);

    public Task<bool> ShouldContinueAsync(string question, string caption) =>
        forced ? Task.FromResult(true) : AskAsync(c => pump.Continue(c, VisibleText.Of(question), VisibleText.Of(caption)), e => CommandErrors.CannotAskSecondQuestion(question, e));

    /// <summary>A runbook, a job or -NonInteractive: the shell throws instead of asking, and each host throws what it likes. Only a stop is no failure to ask.</summary>
    private Task<bool> AskAsync(Func<Cmdlet, bool> ask, Func<Exception, AtlasCmkException> cannotAsk, int? item = null) =>
        pump.AskAsync(ask, e => e is PipelineStoppedException or FlowControlException ? null : cannotAsk(e), item);
}
