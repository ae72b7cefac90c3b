using System.Collections.Concurrent;
using System.Management.Automation;
using AtlasCmk.Pipeline;
using AtlasCmk.Tests.Fakes;
using CsCheck;
using NSubstitute;
using Xunit;

namespace AtlasCmk.Tests.Pipeline;

public sealed class PumpTests : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<object> _written = new();
    private readonly ConcurrentBag<int> _threads = [];
    private readonly ICommandRuntime _shell = Substitute.For<ICommandRuntime>();
    private readonly Pump _pump;

    public PumpTests()
    {
        _shell.When(s => s.WriteObject(Arg.Any<object>())).Do(c => Write(c.Arg<object>()));
        _shell.When(s => s.WriteWarning(Arg.Any<string>())).Do(c => Write(c.Arg<string>()));
        _shell.When(s => s.WriteError(Arg.Any<ErrorRecord>())).Do(c => Write(c.Arg<ErrorRecord>().FullyQualifiedErrorId));
        _shell.When(s => s.ThrowTerminatingError(Arg.Any<ErrorRecord>())).Do(c => throw c.Arg<ErrorRecord>().Exception);
        _pump = new(new Listener { CommandRuntime = _shell }, _stop);
    }

    public void Dispose() => _stop.Dispose();

    private void Write(object what)
    {
        _threads.Add(Environment.CurrentManagedThreadId);
        _written.Enqueue(what);
    }

    private void Start(Func<WorkItem, Task> workflow, bool forced = false) => _pump.Start(null, forced, workflow);

    /// <summary>Items that finish in the order of <paramref name="completion"/>, each emitting its number.</summary>
    private void StartRelay(int[] completion)
    {
        var done = completion.Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        for (var item = 0; item < completion.Length; item++)
        {
            var place = Array.IndexOf(completion, item);
            Start(async work =>
            {
                await (place == 0 ? Task.CompletedTask : done[place - 1].Task);
                work.Emit(completion[place]);
                done[place].SetResult();
            });
        }
    }

    [Fact]
    public void Outputs_keep_the_order_of_the_input_regardless_of_speed() =>
        Gen.Shuffle(Enumerable.Range(0, 8).ToArray()).Sample(
            completion =>
            {
                using var test = new PumpTests();
                test.StartRelay(completion);
                test._pump.Finish();

                Assert.Equal(Enumerable.Range(0, 8).Cast<object>(), test._written);
            },
            threads: 1);

    [Fact]
    public void With_Wait_outputs_keep_the_order_of_completion()
    {
        _pump.InOrderOfCompletion = true;
        StartRelay([2, 0, 3, 1]);
        _pump.Finish();

        Assert.Equal([2, 0, 3, 1], _written);
    }

    [Fact]
    public void Only_the_pipeline_thread_writes()
    {
        StartRelay([3, 1, 0, 2]);
        Start(item =>
        {
            _pump.Warning("careful");
            item.Fail(new InvalidOperationException("a fault"));
            return Task.CompletedTask;
        });
        _pump.Finish();

        Assert.Equal(6, _written.Count);
        Assert.Equal([Environment.CurrentManagedThreadId], _threads.Distinct());
    }

    [Fact]
    public void Never_more_workflows_run_than_allowed()
    {
        _pump.ThrottleLimit = 3;
        var (running, most) = (0, 0);
        for (var i = 0; i < 30; i++)
        {
            Start(async _ =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await Task.Yield();
                Interlocked.Decrement(ref running);
            });
        }

        _pump.Finish();

        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public void A_wait_does_not_use_up_the_throttle_limit()
    {
        _pump.ThrottleLimit = 2;
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var i = 0; i < 10; i++)
        {
            Start(async item =>
            {
                _pump.WaitBegins();
                await last.Task;
                _pump.WaitEnds();
                item.Emit("done");
            });
        }

        Start(_ =>
        {
            last.SetResult();
            return Task.CompletedTask;
        });
        _pump.Finish();

        Assert.Equal(10, _written.Count);
    }

    [Fact]
    public void A_failure_of_one_item_is_an_error_in_input_order_and_the_others_continue()
    {
        Start(item => Task.FromException(EndpointErrors.EndpointUnknown(Given.ProjectId, Given.EndpointId(1))));
        Start(item =>
        {
            item.Emit("second");
            return Task.CompletedTask;
        });
        _pump.Finish();

        Assert.Equal(["EndpointUnknown", "second"], _written);
    }

    [Fact]
    public void A_failure_that_ends_the_command_is_thrown_where_the_shell_expects_it()
    {
        // The item may fail while it is being started.
        var failure = Assert.Throws<AtlasCmkException>(() =>
        {
            Start(_ => Task.FromException(SessionErrors.NotConnected()));
            _pump.Finish();
        });

        Assert.Equal("NotConnected", failure.ErrorId);
    }

    [Fact]
    public void A_workflow_that_declined_emits_nothing()
    {
        Start(item =>
        {
            item.Emit(null);
            return Task.CompletedTask;
        });
        _pump.Finish();

        Assert.Empty(_written);
    }

    [Fact]
    public void A_question_is_answered_by_the_shell_while_other_items_continue()
    {
        var other = new TaskCompletionSource();
        _shell.ShouldProcess("the target", "Change").Returns(true);
        Start(async item =>
        {
            var answer = await item.ShouldProcessAsync("the target", "Change");
            await other.Task;
            item.Emit(answer);
        });
        Start(_ =>
        {
            other.SetResult();
            return Task.CompletedTask;
        });
        _pump.Finish();

        Assert.Equal([true], _written);
    }

    /// <summary>Each waits until all later ones have come as far as their question.</summary>
    [Fact]
    public void Under_WhatIf_the_questions_which_are_the_output_keep_the_order_of_the_input()
    {
        _pump.IsWhatIf = true;
        _shell.ShouldProcess(Arg.Any<string>(), "Change").Returns(c =>
        {
            Write(c.ArgAt<string>(0));
            return false;
        });
        var later = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        Start(async item =>
        {
            await later[0].Task;
            await item.ShouldProcessAsync("first", "Change");
        });
        Start(async item =>
        {
            await later[1].Task;
            var asked = item.ShouldProcessAsync("second", "Change");
            later[0].SetResult();
            await asked;
        });
        Start(async item =>
        {
            var asked = item.ShouldProcessAsync("third", "Change");
            later[1].SetResult();
            await asked;
        });
        _pump.Finish();

        Assert.Equal(["first", "second", "third"], _written);
    }

    [Fact]
    public void Force_answers_the_second_question_beforehand()
    {
        Start(async item => item.Emit(await item.ShouldContinueAsync("Go on?", "Careful")), forced: true);
        _pump.Finish();

        Assert.Equal([true], _written);
        _shell.DidNotReceiveWithAnyArgs().ShouldContinue(default, default);
    }

    [Fact]
    public void A_stop_ends_the_pump_while_workflows_still_wait()
    {
        Start(async _ =>
        {
            await _stop.CancelAsync();
            await new TaskCompletionSource().Task;
        });

        Assert.ThrowsAny<OperationCanceledException>(_pump.Finish);
    }

    private static void InterlockedMax(ref int most, int now)
    {
        for (var seen = most; now > seen; seen = most)
        {
            Interlocked.CompareExchange(ref most, now, seen);
        }
    }

    private sealed class Listener : Cmdlet;
}
