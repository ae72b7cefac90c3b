namespace AtlasCmk;

/// <summary>One version of a key, from Azure.</summary>
internal sealed record KeyVersion(KeyIdentifier Identifier)
{
    /// <summary>The tag that Revoke-AtlasKeyAccess sets on a version that it disables.</summary>
    public const string FreezeTagName = "AtlasCmkFreeze";

    public string Version => Identifier.Version!;

    /// <summary>Null if Azure does not report it.</summary>
    public bool? Enabled { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? Updated { get; init; }

    /// <summary>RSA, RSA-HSM, EC, as Azure spells it; null if the list does not include it.</summary>
    public string? KeyType { get; init; }

    public int? KeySize { get; init; }

    /// <summary>The value of the tag <see cref="FreezeTagName"/>, set by the freeze that disabled the version; null if there is none.</summary>
    public string? FreezeTag => Tags.FirstOrDefault(t => t.Key.Equals(FreezeTagName, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>encrypt, decrypt, …, as Azure spells them; empty if the list does not include them.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it has a release policy, with which the key can leave the vault.</summary>
    public bool IsExportable { get; init; }
}
