using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Refuses a session from another process (such as a job), which has no secrets. PowerShell would only report a failed conversion.</summary>
internal sealed class LiveSessionAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            RefuseCopy(inputData as PSObject);
            return inputData;
        }
        catch (AtlasCmkException failure)
        {
            throw new ArgumentTransformationMetadataException($"{failure.Message} {failure.Remedy}", failure);
        }
    }

    /// <exception cref="AtlasCmkException">The object is the copy of a session.</exception>
    public static void RefuseCopy(PSObject? given)
    {
        if (given is not null && given.TypeNames.Contains("Deserialized." + typeof(AtlasSession).FullName))
        {
            throw SessionErrors.SessionFromAnotherProcess(given);
        }
    }
}
