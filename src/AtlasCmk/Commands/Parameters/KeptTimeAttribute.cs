using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Accepts a DateTimeOffset from Clixml or a job: it is deserialized as an object with a UtcDateTime.</summary>
internal sealed class KeptTimeAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is PSObject { TypeNames: [var type, ..] } kept && type == $"Deserialized.{typeof(DateTimeOffset)}" && kept.Properties[nameof(DateTimeOffset.UtcDateTime)]?.Value is DateTime time
            ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc))
            : inputData;
}
