using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>A session that crossed a process, as a job's argument does, is a copy without its secrets: the shell's own message would speak of a failed conversion only.</summary>
internal sealed class LiveSessionAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is PSObject copy && copy.TypeNames.Contains("Deserialized." + typeof(AtlasSession).FullName))
        {
            var failure = Failures.SessionFromAnotherProcess(copy);
            throw new ArgumentTransformationMetadataException($"{failure.Message} {failure.Remedy}", failure);
        }

        return inputData;
    }
}
