namespace AtlasCmk;

/// <summary>The values of a cluster's <c>encryptionAtRestProvider</c> that concern us.</summary>
internal static class EncryptionProvider
{
    public const string None = "NONE";
    public const string Azure = "AZURE";
}
