using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>The base of all cmdlets: they can be stopped at any time, process several items at once, and report errors in one form.</summary>
/// <error>UnexpectedError InstallationIncomplete SwitchIsOff PatternInvalid</error>
public abstract class AtlasCmdletBase : PSCmdlet, IDisposable
{
    // Never disposed: it has no timer and no handle. A stop cancels on the thread pool, and nothing would be canceled if the source were gone by then.
    private readonly CancellationTokenSource _stop = new();
    private readonly List<IDisposable> _owned = [];

    private protected AtlasCmdletBase() => Pump = new(this, _stop);

    private protected Pump Pump { get; }

    private protected CancellationToken Cancellation => _stop.Token;

    /// <summary>Whether -Force skips the additional confirmation.</summary>
    private protected virtual bool IsForced => false;

    private bool IsWhatIf => MyInvocation.MyCommand.Parameters.ContainsKey("WhatIf")
        && LanguagePrimitives.IsTrue(MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : GetVariableValue("WhatIfPreference"));

    /// <summary>As the shell decides: the parameter, else the caller's preference variable.</summary>
    private bool WantsDebug => MyInvocation.BoundParameters.TryGetValue("Debug", out var given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.TryConvertTo<ActionPreference>(GetVariableValue("DebugPreference"), out var preference)
        && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Guard(() =>
    {
        Pump.Name = MyInvocation.MyCommand.Name;
        Pump.IsWhatIf = IsWhatIf;
        Pump.Changes = MyInvocation.MyCommand.Parameters.ContainsKey("WhatIf");
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

    /// <summary>Only cancels the work: the shell must not wait for it.</summary>
    protected sealed override void StopProcessing() => _ = _stop.CancelAsync();

    /// <summary>Cancels everything that is still running: the pipeline has ended.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        Pump.Dispose();
        _owned.ForEach(o => o.Dispose());
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes a resource together with the command.</summary>
    private protected T Owned<T>(T resource)
        where T : IDisposable
    {
        _owned.Add(resource);
        return resource;
    }

    /// <summary>The path in the file system: workflows know neither drives nor the current location.</summary>
    /// <param name="path">The path that the caller gave.</param>
    /// <param name="refusal">The error for a path of another provider, which it names.</param>
    private protected string FilePath(string path, Func<string, AtlasCmkException> refusal)
    {
        var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem" ? file : throw refusal(provider.Name);
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

    /// <summary>A switch that selects a parameter set must not select it when given as $false.</summary>
    private void RefuseSwitchThatIsOff()
    {
        var off = MyInvocation.BoundParameters.Where(p => p.Value is SwitchParameter { IsPresent: false }).Select(p => p.Key)
            .FirstOrDefault(name => MyInvocation.MyCommand.Parameters[name].ParameterSets.TryGetValue(ParameterSetName, out var set) && set.IsMandatory);
        if (off is not null)
        {
            throw InputErrors.SwitchIsOff(off);
        }
    }

    /// <summary>Requests are canceled before an error, a stop or a satisfied downstream cmdlet ends this one.</summary>
    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (AtlasCmkException e) when (!Pump.Ends(e))
        {
            Pump.Failed();
            this.WriteSafely(c => c.WriteError(ErrorRecordFactory.Create(e, Pump.Naming)));
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
            ThrowTerminatingError(ErrorRecordFactory.Create(e, Pump.Naming));
        }
        catch
        {
            // From the shell: a stop, or an error of a later command.
            _stop.Cancel();
            throw;
        }
    }
}
