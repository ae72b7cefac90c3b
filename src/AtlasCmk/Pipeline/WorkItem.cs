using System.Management.Automation;

namespace AtlasCmk.Pipeline;

/// <summary>One input item while a workflow processes it: output, errors and questions.</summary>
internal sealed class WorkItem(Pump pump, int index, AtlasSession? session, bool forced) : IConfirmation
{
    public int Index => index;

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
        }

        pump.PostInTurn(index, c => c.WriteObject(output));
    }

    /// <summary>Writes an error for this item; one that ends the command is thrown on the pipeline thread.</summary>
    public void Fail(Exception exception) => pump.PostInTurn(index, c =>
    {
        if (pump.Ends(exception))
        {
            pump.End(c, exception);
        }
        else
        {
            c.WriteSafely(shell => shell.WriteError(ErrorRecordFactory.Create(exception)));
        }
    });

    /// <summary>Under -WhatIf this is the output, so it keeps the order of the input.</summary>
    public Task<bool> ShouldProcessAsync(string target, string action) =>
        AskAsync(c => c.ShouldProcess(VisibleText.Of(target), VisibleText.Of(action)), e => CommandErrors.CannotConfirm(target, action, e),
            pump is { IsWhatIf: true, InOrderOfCompletion: false } ? index : null);

    public Task<bool> ShouldContinueAsync(string question, string caption) =>
        forced ? Task.FromResult(true) : AskAsync(c => pump.Continue(c, VisibleText.Of(question), VisibleText.Of(caption)), e => CommandErrors.CannotAskSecondQuestion(question, e));

    /// <summary>In a runbook, in a job or with -NonInteractive, a prompt throws, and each host throws its own exception. Only a stop is different.</summary>
    private Task<bool> AskAsync(Func<Cmdlet, bool> ask, Func<Exception, AtlasCmkException> cannotAsk, int? item = null) =>
        pump.AskAsync(ask, e => e is PipelineStoppedException or FlowControlException ? null : cannotAsk(e), item);
}
