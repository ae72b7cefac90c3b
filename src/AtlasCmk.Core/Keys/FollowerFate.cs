namespace AtlasCmk;

/// <summary>What becomes of a project that follows the latest version of a key, when some of its versions are disabled. Pure: no request is made here.</summary>
/// <param name="FallsBack">The version that Atlas uses then; null where there is none, or where it is not known.</param>
/// <param name="Stops">Whether no version is left to use.</param>
/// <param name="Unknown">Why it cannot be told; null where it can.</param>
internal sealed record FollowerFate(KeyIdentifier? FallsBack, bool Stops, string? Unknown)
{
    private static readonly FollowerFate s_unaffected = new(null, false, null);

    /// <param name="versions">All versions of the key, as Azure told.</param>
    /// <param name="taken">Those that are disabled.</param>
    public static FollowerFate Of(Fact<IReadOnlyList<KeyVersion>> versions, IReadOnlyCollection<KeyIdentifier> taken)
    {
        if (versions.Value is not { } all || all.Any(v => v.Enabled is null || (v is { Enabled: true, Created: null })))
        {
            return new(null, false, versions.IsKnown ? "Azure does not say of every version whether it is enabled, and when it was created" : versions.Reason.TrimEnd('.'));
        }

        var enabled = all.Where(v => v.Enabled is true).OrderBy(v => v.Created).ToList();
        var left = enabled.Where(v => !taken.Contains(v.Identifier)).ToList();
        return left.Count == 0 ? new(null, true, null)
            : enabled.Count > 0 && taken.Contains(enabled[^1].Identifier) ? new(left[^1].Identifier, false, null)
            : s_unaffected;
    }
}
