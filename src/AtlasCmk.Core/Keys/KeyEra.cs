namespace AtlasCmk;

/// <summary>The time in which a key version can have encrypted anything for a project. What was made outside of it does not need the version.</summary>
/// <param name="Begin">When the version was made; null where Azure did not tell.</param>
/// <param name="SureUntil">Until then the project can have used no later version, for the one that it uses now was not there yet; null where that is not known.</param>
/// <param name="End">When the project had left the version, its clusters included; null where it has not, or where nobody told.</param>
internal sealed record KeyEra(DateTimeOffset? Begin, DateTimeOffset? SureUntil, DateTimeOffset? End)
{
    /// <param name="key">The version that is asked about.</param>
    /// <param name="versions">All versions of its key, as far as Azure told.</param>
    /// <param name="project">The project, as it is now.</param>
    /// <param name="rotatedAt">When the last project had left the version, as the caller knows it.</param>
    public static KeyEra Of(KeyIdentifier key, IReadOnlyList<KeyVersion> versions, EncryptionAtRest project, DateTimeOffset? rotatedAt)
    {
        var begin = Created(key.Text);
        return IsCurrent(key, project)
            ? new(begin, DateTimeOffset.MaxValue, null)
            : new(begin, project.Enabled ? Created(project.KeyIdentifier) : null, rotatedAt);

        DateTimeOffset? Created(string? identifier) => versions.FirstOrDefault(v => v.Identifier.IsSameVersion(identifier))?.Created;
    }

    /// <summary>Whether the project's settings name the version.</summary>
    public static bool IsCurrent(KeyIdentifier key, EncryptionAtRest project) => project.Enabled && key.IsSameVersion(project.KeyIdentifier);

    /// <summary>Ties count as inside.</summary>
    public bool Includes(DateTimeOffset time) => !(time < Begin || time > End);

    /// <summary>Whether the time says enough to assume the version, or leaves it open.</summary>
    public UsageCertainty CertaintyAt(DateTimeOffset time) => End is not null || time <= SureUntil ? UsageCertainty.Assumed : UsageCertainty.Unknown;
}
