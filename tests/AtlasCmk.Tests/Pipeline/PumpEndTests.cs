using System.Management.Automation;
using AtlasCmk.Pipeline;
using AtlasCmk.Tests.Fakes;
using NSubstitute;
using Xunit;

namespace AtlasCmk.Tests.Pipeline;

/// <summary>How a command ends before its time.</summary>
public sealed class PumpEndTests : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<object> _written = [];
    private readonly ICommandRuntime _shell = Substitute.For<ICommandRuntime>();

    /// <summary>Completes once every item has started. A failure before that would end the command while the next item starts.</summary>
    private readonly TaskCompletionSource _allStarted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Listener _cmdlet;
    private readonly Pump _pump;

    public PumpEndTests()
    {
        _shell.When(s => s.WriteObject(Arg.Any<object>())).Do(c => _written.Add(c.Arg<object>()));
        _shell.When(s => s.WriteError(Arg.Any<ErrorRecord>())).Do(c => _written.Add(c.Arg<ErrorRecord>().FullyQualifiedErrorId));
        _shell.When(s => s.ThrowTerminatingError(Arg.Any<ErrorRecord>())).Do(c => throw c.Arg<ErrorRecord>().Exception);
        _cmdlet = new() { CommandRuntime = _shell };
        _pump = new(_cmdlet, _stop);
    }

    public void Dispose() => _stop.Dispose();

    private void Start(Func<WorkItem, Task> workflow) => _pump.Start(null, false, workflow);

    /// <summary>Completes once the verbose message "ending" is written: from then on, the command is ending.</summary>
    private Task EndingAsync()
    {
        var ending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _shell.When(s => s.WriteVerbose("ending")).Do(_ => ending.SetResult());
        return ending.Task;
    }

    /// <summary>A change that was sent must neither go unsaid nor be cut off.</summary>
    [Fact]
    public void Changes_in_progress_when_the_command_ends_are_completed_and_reported()
    {
        var ending = EndingAsync();
        Start(async item =>
        {
            await _allStarted.Task;
            item.Fail(SessionErrors.NotConnected());
            _pump.Verbose("ending");
        });
        Start(async item =>
        {
            await ending;
            Assert.False(_stop.IsCancellationRequested);
            item.Emit("changed");
        });
        _allStarted.SetResult();

        Assert.Equal("NotConnected", Assert.Throws<AtlasCmkException>(_pump.Finish).ErrorId);
        Assert.Equal(["changed"], _written);
        Assert.True(_stop.IsCancellationRequested);
    }

    [Fact]
    public void Waiting_or_asking_items_do_not_delay_the_end()
    {
        var ending = EndingAsync();
        Start(async _ =>
        {
            _pump.WaitBegins();
            await Task.Delay(Timeout.Infinite, _pump.Cancellation);
        });
        Start(async item =>
        {
            await ending;
            item.Emit(await item.ShouldContinueAsync("Go on?", "Careful"));
        });
        Start(item =>
        {
            item.Emit("behind one that waits");
            return Task.CompletedTask;
        });
        _pump.Verbose("ending");

        Assert.Throws<AtlasCmkException>(() => _pump.End(_cmdlet, SessionErrors.NotConnected()));

        Assert.Equal(["behind one that waits"], _written);
        _shell.DidNotReceiveWithAnyArgs().ShouldContinue(default, default);
    }

    /// <summary>-WhatIf keeps the order of the input, so this question would never be asked.</summary>
    [Fact]
    public void A_question_behind_one_that_waits_does_not_hold_up_the_end()
    {
        _pump.IsWhatIf = true;
        Start(async _ =>
        {
            _pump.WaitBegins();
            await Task.Delay(Timeout.Infinite, _pump.Cancellation);
        });
        Start(async item => await item.ShouldProcessAsync("the target", "Change"));

        Assert.Throws<AtlasCmkException>(() => _pump.End(_cmdlet, SessionErrors.NotConnected()));

        _shell.DidNotReceiveWithAnyArgs().ShouldProcess(default, default);
    }

    /// <summary>Two freezes that Azure stops half-way are two things to know; the same refusal of others is one.</summary>
    [Fact]
    public void Other_failures_are_reported_once()
    {
        foreach (var failure in new[] { InputErrors.ProjectMissing(), SessionErrors.NotConnected() })
        {
            Start(async _ =>
            {
                await _allStarted.Task;
                throw failure;
            });
        }

        _allStarted.SetResult();

        Assert.Throws<AtlasCmkException>(() => _pump.End(_cmdlet, SessionErrors.NotConnected()));

        _shell.Received(1).WriteWarning(InputErrors.ProjectMissing().Message);
        _shell.DidNotReceive().WriteWarning(SessionErrors.NotConnected().Message);
    }

    /// <summary>It asks no question, and a change in progress needs it.</summary>
    [Fact]
    public void A_token_is_fetched_while_the_command_ends()
    {
        var ending = EndingAsync();
        Start(async item =>
        {
            await ending;
            item.Emit(await _pump.AskAsync(_ => "token", _ => null, isForUser: false));
        });
        _pump.Verbose("ending");

        Assert.Throws<AtlasCmkException>(() => _pump.End(_cmdlet, SessionErrors.NotConnected()));

        Assert.Equal(["token"], _written);
    }

    [Fact]
    public void If_every_failure_is_terminating_so_is_the_failure_of_one_item()
    {
        _pump.EveryFailureEnds = true;
        Start(async _ =>
        {
            await _allStarted.Task;
            throw EndpointErrors.EndpointUnknown(Given.ProjectId, Given.EndpointId(1));
        });
        _allStarted.SetResult();

        Assert.Equal("EndpointUnknown", Assert.Throws<AtlasCmkException>(_pump.Finish).ErrorId);
        Assert.Empty(_written);
    }

    private sealed class Listener : Cmdlet;
}
