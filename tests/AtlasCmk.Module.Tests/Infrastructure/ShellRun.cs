using System.Management.Automation;

namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>The output of a script, on every stream.</summary>
internal sealed class ShellRun(PSDataCollection<PSObject> output, PSDataStreams streams, ErrorRecord? ending)
{
    public IReadOnlyList<PSObject> Output { get; } = [.. output];

    /// <summary>The error stream, and last the error that ended the script, if one did.</summary>
    public IReadOnlyList<ErrorRecord> Errors { get; } = ending is null ? [.. streams.Error] : [.. streams.Error, ending];

    public IReadOnlyList<string> Warnings { get; } = [.. streams.Warning.Select(w => w.Message)];

    public IReadOnlyList<string> Verbose { get; } = [.. streams.Verbose.Select(v => v.Message)];

    public IReadOnlyList<string> Debug { get; } = [.. streams.Debug.Select(d => d.Message)];

    public IReadOnlyList<ProgressRecord> Progress { get; } = [.. streams.Progress];

    public IReadOnlyList<InformationRecord> Information { get; } = [.. streams.Information];

    /// <summary>The output of a script that must not fail.</summary>
    public IReadOnlyList<PSObject> Succeeded() =>
        Errors.Count == 0 ? Output : throw new InvalidOperationException("The script failed: " + string.Join(" | ", Errors.Select(e => $"[{e.FullyQualifiedErrorId}] {e}")));

    /// <summary>The values of a property of every output of a script that must not fail.</summary>
    public IReadOnlyList<object?> Succeeded(string property) => [.. Succeeded().Select(o => o.Properties[property].Value)];
}
