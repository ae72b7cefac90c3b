namespace AtlasCmk;

/// <summary>An identity in Microsoft Entra: access policies and role assignments name the object, not the application.</summary>
internal sealed record AzureIdentity(string ObjectId, string? ApplicationId)
{
    public override string ToString() => ApplicationId is null ? $"object {ObjectId}" : $"application {ApplicationId} (object {ObjectId})";
}
