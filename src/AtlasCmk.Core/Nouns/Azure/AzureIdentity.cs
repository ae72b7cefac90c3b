namespace AtlasCmk;

/// <summary>Who somebody is in Microsoft Entra: access policies and role assignments name the object, and not the application.</summary>
internal sealed record AzureIdentity(string ObjectId, string? ApplicationId)
{
    public override string ToString() => ApplicationId is null ? $"object {ObjectId}" : $"application {ApplicationId} (object {ObjectId})";
}
