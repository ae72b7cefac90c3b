namespace AtlasCmk.Rules;

/// <summary>What a project's settings say about a key version.</summary>
internal enum KeyStanding
{
    /// <summary>They name the version.</summary>
    Named,

    /// <summary>They name its key without a version, and it is the latest enabled one, which Atlas follows.</summary>
    Latest,

    /// <summary>They name its key without a version, or a key in a form that is not known here, or none although the project has one.</summary>
    Possible,

    /// <summary>They name another version, another key, or none.</summary>
    NotNamed,
}

internal static class KeyStandings
{
    /// <param name="key">The version that is asked about.</param>
    /// <param name="versions">All versions of its key, as far as Azure listed them.</param>
    /// <param name="project">The project's settings.</param>
    public static KeyStanding Of(KeyIdentifier key, IReadOnlyList<KeyVersion> versions, EncryptionAtRest project) =>
        !project.Enabled ? KeyStanding.NotNamed
        : project.Key is not { } named ? KeyStanding.Possible
        : named.Equals(key) ? KeyStanding.Named
        : !named.FollowsLatest || !named.IsOfSameKey(key) ? KeyStanding.NotNamed
        : IsLatestEnabled(key, versions) ? KeyStanding.Latest
        : KeyStanding.Possible;

    /// <summary>Of several that were created in the same second, each may be the latest. One of which Azure does not say whether it is enabled, or when it was created, may be later.</summary>
    public static bool IsLatestEnabled(KeyIdentifier key, IReadOnlyList<KeyVersion> versions) =>
        versions.FirstOrDefault(v => v.Identifier.Equals(key)) is { Enabled: true } version
        && !versions.Any(v => v != version && v.Enabled is not false && !(v.Created <= version.Created));
}
