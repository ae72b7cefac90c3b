using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>A UUID as it is copied from Azure: with blanks around it, and for a subscription also as /subscriptions/{id} or in the address of a page of the portal.</summary>
internal sealed class AzureUuidAttribute(string what) : ArgumentTransformationAttribute
{
    /// <summary>Whether the id may stand in the id of a resource.</summary>
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
