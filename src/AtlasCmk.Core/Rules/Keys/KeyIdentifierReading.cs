namespace AtlasCmk.Rules;

/// <summary>Reads key identifiers from the caller. The error says which part is wrong.</summary>
internal static class KeyIdentifierReading
{
    /// <summary>One version of a key.</summary>
    /// <exception cref="AtlasCmkException">The text is not the identifier of a key version that Atlas could use.</exception>
    public static KeyIdentifier Parse(string text) => ParseKey(text) is { FollowsLatest: false } key
        ? key
        : throw KeyErrors.KeyIdentifierInvalid(text, "it names no version, and this command needs one");

    /// <summary>A key for a project: one version, or, without a version, the latest enabled one.</summary>
    /// <exception cref="AtlasCmkException">The text is not the identifier of a key that Atlas could use.</exception>
    public static KeyIdentifier ParseKey(string text)
    {
        var (key, fault) = KeyIdentifier.Read(text);
        return key ?? throw KeyErrors.KeyIdentifierInvalid(text, fault!);
    }
}
