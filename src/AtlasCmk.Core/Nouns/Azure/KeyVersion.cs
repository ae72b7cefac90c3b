namespace AtlasCmk;

/// <summary>One version of a key as Azure tells it.</summary>
internal sealed record KeyVersion(KeyIdentifier Identifier)
{
    /// <summary>The tag that Revoke-AtlasKeyAccess leaves on a version that it disables.</summary>
    public const string FreezeTagName = "AtlasCmkFreeze";

    public string Version => Identifier.Version!;

    /// <summary>Null where Azure does not say.</summary>
    public bool? Enabled { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? Updated { get; init; }

    /// <summary>RSA, RSA-HSM, EC, as Azure spells it; null where the list does not say.</summary>
    public string? KeyType { get; init; }

    public int? KeySize { get; init; }

    /// <summary>What a freeze that disabled the version wrote in the tag <see cref="FreezeTagName"/>; null where there is none.</summary>
    public string? FreezeTag => Tags.FirstOrDefault(t => t.Key.Equals(FreezeTagName, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>encrypt, decrypt, …, as Azure spells them; empty where the list does not say.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it has a release policy, by which it can leave the vault.</summary>
    public bool IsExportable { get; init; }
}
