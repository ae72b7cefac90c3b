using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Accepts a UUID as it is copied from Azure: with spaces around it, and a subscription also as /subscriptions/{id} or a portal URL.</summary>
internal sealed class AzureUuidAttribute(string what) : ArgumentTransformationAttribute
{
    /// <summary>Whether the ID may be part of a resource ID.</summary>
    public bool IsSubscription { get; init; }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (plain is Guid)
        {
            return plain;
        }

        var text = plain?.ToString() ?? "";
        if (Guid.TryParse(text.Trim(), out var id) || (IsSubscription && AzureResourceText.Find(text) is { } resource && Guid.TryParse(resource.Split('/')[2], out id)))
        {
            return id;
        }

        var failure = InputErrors.AzureIdNotUnderstood(what, text, IsSubscription);
        throw new ArgumentTransformationMetadataException($"{failure.Message} {failure.Remedy}", failure);
    }
}
