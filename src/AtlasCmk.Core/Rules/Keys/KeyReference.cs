namespace AtlasCmk.Rules;

/// <summary>How a project's settings relate to a key version.</summary>
internal enum KeyReference
{
    /// <summary>They name the version.</summary>
    Named,

    /// <summary>They name its key without a version, and this is the latest enabled version, which Atlas follows.</summary>
    Latest,

    /// <summary>They name its key without a version, or a key in an unknown format, or none although the project has one.</summary>
    Possible,

    /// <summary>They name another version, another key, or none.</summary>
    NotNamed,
}

internal static class KeyReferences
{
    /// <param name="key">The version to check.</param>
    /// <param name="versions">All versions of its key that Azure listed.</param>
    /// <param name="project">The project's settings.</param>
    public static KeyReference Of(KeyIdentifier key, IReadOnlyList<KeyVersion> versions, EncryptionAtRest project) =>
        !project.Enabled ? KeyReference.NotNamed
        : project.Key is not { } named ? KeyReference.Possible
        : named.Equals(key) ? KeyReference.Named
        : !named.FollowsLatest || !named.IsOfSameKey(key) ? KeyReference.NotNamed
        : IsLatestEnabled(key, versions) ? KeyReference.Latest
        : KeyReference.Possible;

    /// <summary>Versions created in the same second may each be the latest. A version with an unknown state or creation time may be later.</summary>
    public static bool IsLatestEnabled(KeyIdentifier key, IReadOnlyList<KeyVersion> versions) =>
        versions.FirstOrDefault(v => v.Identifier.Equals(key)) is { Enabled: true } version
        && !versions.Any(v => v != version && v.Enabled is not false && !(v.Created <= version.Created));
}
