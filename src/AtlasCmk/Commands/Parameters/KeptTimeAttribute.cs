using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>A time that came back from Clixml or a job is not a DateTimeOffset any more; the shell keeps its UtcDateTime.</summary>
internal sealed class KeptTimeAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is PSObject { TypeNames: [var type, ..] } kept && type == $"Deserialized.{typeof(DateTimeOffset)}" && kept.Properties[nameof(DateTimeOffset.UtcDateTime)]?.Value is DateTime time
            ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc))
            : inputData;
}
