using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>What all cmdlets have in common: they can be stopped at any time, work on several items at once, and report failures in one form.</summary>
/// <error>UnexpectedError InstallationIncomplete SwitchIsOff PatternInvalid</error>
public abstract class AtlasCmdletBase : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<IDisposable> _owned = [];

    private protected AtlasCmdletBase() => Pump = new(this, _stop);

    private protected Pump Pump { get; }

    private protected CancellationToken Cancellation => _stop.Token;

    /// <summary>Whether -Force answers the second question beforehand.</summary>
    private protected virtual bool IsForced => false;

    private bool IsWhatIf => MyInvocation.MyCommand.Parameters.ContainsKey("WhatIf")
        && LanguagePrimitives.IsTrue(MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : GetVariableValue("WhatIfPreference"));

    /// <summary>As the shell decides it: the parameter, else the caller's preference.</summary>
    private bool WantsDebug => MyInvocation.BoundParameters.TryGetValue("Debug", out var given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.TryConvertTo<ActionPreference>(GetVariableValue("DebugPreference"), out var preference) && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Guard(() =>
    {
        Pump.IsWhatIf = IsWhatIf;
        Pump.WantsDebug = WantsDebug;
        RefuseSwitchThatIsOff();
        Begin();
    });

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard(() =>
    {
        End();
        Pump.Finish();
    });

    /// <summary>Only asks the work to end: the shell must not wait for it.</summary>
    protected sealed override void StopProcessing() => _ = _stop.CancelAsync();

    /// <summary>Ends whatever is still running: the pipeline is over.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _owned.ForEach(o => o.Dispose());
        GC.SuppressFinalize(this);
    }

    /// <summary>Has something end with the command.</summary>
    private protected T Owned<T>(T resource)
        where T : IDisposable
    {
        _owned.Add(resource);
        return resource;
    }

    private protected virtual void Begin()
    {
    }

    private protected virtual void Process()
    {
    }

    private protected virtual void End()
    {
    }

    /// <summary>A switch that a form of the command is chosen by says what to do: given as $false, it must not be taken for a yes.</summary>
    private void RefuseSwitchThatIsOff()
    {
        var off = MyInvocation.BoundParameters.Where(p => p.Value is SwitchParameter { IsPresent: false }).Select(p => p.Key)
            .FirstOrDefault(name => MyInvocation.MyCommand.Parameters[name].ParameterSets.TryGetValue(ParameterSetName, out var set) && set.IsMandatory);
        if (off is not null)
        {
            throw InputErrors.SwitchIsOff(off);
        }
    }

    /// <summary>Whatever leaves a cmdlet on the pipeline thread ends its requests first: an error, a stop, or a downstream cmdlet that has enough.</summary>
    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (AtlasCmkException e) when (!Pump.Ends(e))
        {
            this.Tell(c => c.WriteError(ErrorRecordFactory.Create(e)));
        }
        catch (AtlasCmkException e)
        {
            Guard(() => Pump.End(this, e));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (e.GetType().Assembly != typeof(Cmdlet).Assembly)
        {
            _stop.Cancel();
            ThrowTerminatingError(ErrorRecordFactory.Create(e));
        }
        catch
        {
            // The shell's own: a stop, or an error of a later command.
            _stop.Cancel();
            throw;
        }
    }
}
