namespace AtlasCmk.Rules;

/// <summary>The version that a key identifier without a version means: the latest enabled one in Azure.</summary>
/// <param name="Version">The latest enabled version, or the newest one if none is enabled. A version with an unknown state counts as enabled.</param>
/// <param name="NewerDisabled">Newer versions. All are disabled, so Atlas does not use them.</param>
internal sealed record FollowedVersion(KeyVersion Version, IReadOnlyList<KeyVersion> NewerDisabled)
{
    /// <summary>Explains a project's key identifier without a version.</summary>
    public const string Meaning = MeaningInQuestion + ".";

    /// <summary>The same at the end of a question, which gets its own mark.</summary>
    public const string MeaningInQuestion = "Atlas changes to a newer enabled version by itself. "
        + "Disabling one version does not freeze the data, because Atlas falls back to the version before it. Only Atlas's events show when it has changed";

    public static string Warning(string projectId, KeyIdentifier key) => $"The key {key} for project {projectId} names no version. {Meaning}";

    /// <param name="versions">All versions of the key, newest first.</param>
    /// <returns>Null if there is none.</returns>
    public static FollowedVersion? Of(IReadOnlyList<KeyVersion> versions)
    {
        var newer = versions.TakeWhile(v => v.Enabled is false).ToList();
        return versions.Count == 0 ? null
            : newer.Count == versions.Count ? new(versions[0], [])
            : new(versions[newer.Count], newer);
    }

    /// <summary>The fact that Atlas falls back to an older version, as text, or null.</summary>
    public static string? FallBack(IReadOnlyList<KeyVersion> newerDisabled, KeyVersion? version) => newerDisabled.Count == 0 || version is null ? null
        : $"{(newerDisabled.Count == 1 ? "A newer version is" : "Newer versions are")} disabled ({string.Join(", ", newerDisabled.Select(v => v.Version))}), so Atlas falls back to {version.Version}";
}
