using System.Management.Automation;
using System.Management.Automation.Host;
using AtlasCmk.Pipeline;
using NSubstitute;
using Xunit;

namespace AtlasCmk.Tests.Pipeline;

/// <summary>How a workflow asks, and what happens on a host that cannot ask.</summary>
public sealed class QuestionTests : IDisposable
{
    private const string Question = "Two clusters stop. Continue?";

    private readonly CancellationTokenSource _stop = new();
    private readonly ICommandRuntime2 _shell = Substitute.For<ICommandRuntime2>();
    private readonly Pump _pump;
    private readonly List<object> _written = [];

    public QuestionTests()
    {
        _shell.When(s => s.WriteObject(Arg.Any<object>())).Do(c => _written.Add(c.Arg<object>()));
        _shell.When(s => s.ThrowTerminatingError(Arg.Any<ErrorRecord>())).Do(c => throw c.Arg<ErrorRecord>().Exception);
        _pump = new(new Listener { CommandRuntime = _shell }, _stop);
    }

    /// <summary>Exceptions that hosts throw, or may throw.</summary>
    public static TheoryData<Exception> Refusals => new()
    {
        Activator.CreateInstance<NullReferenceException>(), new InvalidOperationException(), new NotSupportedException(), new NotImplementedException(),
        new PSInvalidOperationException(), new PSNotSupportedException(), new HostException("no user interaction"), new IOException(),
    };

    public void Dispose() => _stop.Dispose();

    [Fact]
    public void An_additional_confirmation_has_No_as_its_default()
    {
        Ask();
        _pump.Finish();

        var call = Assert.Single(_shell.ReceivedCalls(), c => c.GetMethodInfo().Name == nameof(ICommandRuntime2.ShouldContinue));
        Assert.Equal([Question, "Careful", true, false, false], call.GetArguments());
    }

    [Fact]
    public void Yes_to_all_holds_for_the_whole_command()
    {
        var (yes, no) = (false, false);
        _shell.ShouldContinue(Question, "Careful", true, ref yes, ref no).Returns(c => (bool)(c[3] = true));
        Ask();
        _pump.Finish();
        _shell.ClearReceivedCalls();
        Ask();
        _pump.Finish();

        Assert.Equal([Question, "Careful", true, true, false], Assert.Single(_shell.ReceivedCalls(), c => c.GetMethodInfo().Name == nameof(ICommandRuntime2.ShouldContinue)).GetArguments());
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Any_exception_of_a_host_that_cannot_ask_becomes_an_error_that_names_Force(Exception refusal)
    {
        var (yes, no) = (false, false);
        _shell.ShouldContinue(default, default, default, ref yes, ref no).ReturnsForAnyArgs(_ => throw refusal);

        var failure = Assert.Throws<AtlasCmkException>(() => ToTheEnd(Ask));

        Assert.Equal(("CannotAsk", FailureKind.CannotAsk), (failure.ErrorId, failure.Kind));
        Assert.Contains("Two clusters stop.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("-Force", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void It_is_the_same_with_the_usual_confirmation(Exception refusal)
    {
        _shell.ShouldProcess("the target", "Change").Returns(_ => throw refusal);

        var failure = Assert.Throws<AtlasCmkException>(() => ToTheEnd(Confirm));

        Assert.Equal("CannotConfirm", failure.ErrorId);
        Assert.Contains("-Confirm:$false", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_at_a_question_is_no_failure_to_ask()
    {
        _shell.ShouldProcess("the target", "Change").Returns(_ => throw new PipelineStoppedException());

        Assert.Throws<PipelineStoppedException>(() => ToTheEnd(Confirm));
    }

    /// <summary>A question may be asked while its item is being started.</summary>
    private void ToTheEnd(Action start)
    {
        start();
        _pump.Finish();
    }

    private void Confirm() => _pump.Start(null, false, async item => item.Emit(await item.ShouldProcessAsync("the target", "Change")));

    private void Ask() => _pump.Start(null, false, async item => item.Emit(await item.ShouldContinueAsync(Question, "Careful")));

    private sealed class Listener : Cmdlet;
}
