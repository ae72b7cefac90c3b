namespace AtlasCmk;

/// <summary>An event that Atlas reports for a project.</summary>
/// <param name="Id">24 hexadecimal digits.</param>
/// <param name="TypeName">The type, as Atlas spells it.</param>
/// <param name="Created">When it happened, by Atlas's clock, to the second.</param>
internal sealed record ProjectEvent(string Id, string TypeName, DateTimeOffset Created)
{
    /// <summary>Atlas started to use another key for the project's clusters.</summary>
    public const string KeyRotationStarted = "ENCRYPTION_AT_REST_KEY_ROTATION_STARTED";

    /// <summary>A key in Azure Key Vault was rotated.</summary>
    public const string AzureKeyRotated = "AZURE_ENCRYPTION_KEY_ROTATED";
}
