namespace AtlasCmk.Rules;

/// <summary>The version that a key without a version amounts to: the latest that is enabled, as Azure shows it.</summary>
/// <param name="Version">The latest enabled version. If none is enabled, the newest one; one of which Azure does not say whether it is enabled counts as enabled.</param>
/// <param name="NewerDisabled">Newer versions, all of them disabled: Atlas falls back past them.</param>
internal sealed record FollowedVersion(KeyVersion Version, IReadOnlyList<KeyVersion> NewerDisabled)
{
    /// <summary>What it means for a project to name its key without a version.</summary>
    public const string Meaning = MeaningInQuestion + ".";

    /// <summary>The same at the end of a question, which gets its own mark.</summary>
    public const string MeaningInQuestion = "Atlas changes to a newer enabled version by itself. "
        + "Disabling one version is no freeze, since Atlas falls back to the version before it. Only Atlas's events show when a change has arrived";

    public static string Warning(string projectId, KeyIdentifier key) => $"The key {key} for project {projectId} names no version. {Meaning}";

    /// <param name="versions">All versions of the key, newest first.</param>
    /// <returns>Null where there is none.</returns>
    public static FollowedVersion? Of(IReadOnlyList<KeyVersion> versions)
    {
        var newer = versions.TakeWhile(v => v.Enabled is false).ToList();
        return versions.Count == 0 ? null
            : newer.Count == versions.Count ? new(versions[0], [])
            : new(versions[newer.Count], newer);
    }

    /// <summary>That Atlas falls back, in words; null where it does not.</summary>
    public static string? FallBack(IReadOnlyList<KeyVersion> newerDisabled, KeyVersion? version) => newerDisabled.Count == 0 || version is null ? null
        : $"{(newerDisabled.Count == 1 ? "A newer version is" : "Newer versions are")} disabled ({string.Join(", ", newerDisabled.Select(v => v.Version))}), so Atlas falls back to {version.Version}";
}
