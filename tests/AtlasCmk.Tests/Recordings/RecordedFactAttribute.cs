using Xunit;

namespace AtlasCmk.Tests.Recordings;

/// <summary>A test against the recordings; reported as skipped where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RecordedFactAttribute : FactAttribute
{
    public RecordedFactAttribute() => Skip = RecordingFiles.WhyAbsent;
}
