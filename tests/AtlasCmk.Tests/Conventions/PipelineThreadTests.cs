using System.Management.Automation;
using System.Reflection;
using AtlasCmk.Pipeline;
using Xunit;

namespace AtlasCmk.Tests.Conventions;

/// <summary>The shell can be spoken to by the pipeline's thread alone: by what the shell itself calls, and by an action that is handed the cmdlet by the pump.</summary>
public sealed class PipelineThreadTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Nothing_calls_the_shell_from_another_thread() =>
        Assert.Empty(Product.Module.GetTypes().SelectMany(Speakers).Where(m => !IsOnThePipelineThread(m)).Select(Describe));

    [Fact]
    public void Cmdlets_and_the_pump_do_speak_to_the_shell()
    {
        var speakers = Product.Module.GetTypes().SelectMany(Speakers).ToList();

        Assert.Contains(speakers, m => m.Name == "Process");
        Assert.Contains(speakers, m => m.GetParameters().Any(p => p.ParameterType == typeof(Cmdlet)));
    }

    [Fact]
    public void Careless_code_would_be_found() => Assert.Equal(
        2,
        typeof(Careless).GetNestedTypes(BindingFlags.NonPublic).Append(typeof(Careless)).SelectMany(Speakers).Count(m => !IsOnThePipelineThread(m)));

    /// <summary>The contexts of a command are in a dictionary without a lock. A workflow gets the context that was read before it started.</summary>
    [Fact]
    public void No_workflow_looks_up_the_context_of_a_session() =>
        Assert.Empty(Product.Module.GetTypes().Where(t => IsInCmdlet(t) && !t.IsSubclassOf(typeof(Cmdlet))).SelectMany(t => t.GetMethods(Declared)).Where(m => LooksUp(m, [])).Select(Describe));

    private static bool IsInCmdlet(Type type) => type.IsSubclassOf(typeof(Cmdlet)) || (type.DeclaringType is { } outer && IsInCmdlet(outer));

    private static bool LooksUp(MethodBase method, HashSet<MethodBase> seen) => seen.Add(method) && CalledMethods.Of(method).Any(called =>
        called.Name == "ContextOf" || (called.Module == method.Module && called.DeclaringType is { } type && IsInCmdlet(type) && LooksUp(called, seen)));

    private static IEnumerable<MethodBase> Speakers(Type type) =>
        type.GetMethods(Declared).Where(m => CalledMethods.Of(m).Any(SpeaksToTheShell));

    private static bool SpeaksToTheShell(MethodBase called) =>
        called.DeclaringType == typeof(MessageWriter)
        || ((called.DeclaringType == typeof(Cmdlet) || called.DeclaringType == typeof(PSCmdlet))
        && (called.Name.StartsWith("Write", StringComparison.Ordinal) || called.Name is "ShouldProcess" or "ShouldContinue" or "ThrowTerminatingError"));

    private static bool IsOnThePipelineThread(MethodBase method) =>
        method.GetParameters().Any(p => p.ParameterType == typeof(Cmdlet))
        || (method.DeclaringType!.IsSubclassOf(typeof(Cmdlet)) && method.Name is "Begin" or "Process" or "End" or "Guard");

    private static string Describe(MethodBase method) => $"{method.DeclaringType}.{method.Name}";

    private sealed class Careless : Cmdlet
    {
        public async Task SpeakLaterAsync()
        {
            await Task.Yield();
            WriteVerbose("from wherever this runs");
        }

        public Task SpeakElsewhere() => Task.Run(() => WriteObject(this));
    }
}
