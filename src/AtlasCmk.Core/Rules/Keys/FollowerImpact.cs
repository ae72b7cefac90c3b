namespace AtlasCmk.Rules;

/// <summary>What happens to a project that follows the latest version of a key when versions are disabled. Pure: sends no requests.</summary>
/// <param name="FallsBack">The version that Atlas uses then. Null if there is none or it is unknown.</param>
/// <param name="Stops">Whether no usable version is left.</param>
/// <param name="Unknown">Why the result is unknown, or null.</param>
/// <param name="Unusable">The previous version if it is enabled but Atlas cannot use it, and why, as text.</param>
internal sealed record FollowerImpact(KeyIdentifier? FallsBack, bool Stops, string? Unknown, string? Unusable = null)
{
    private static readonly FollowerImpact s_unaffected = new(null, false, null);

    /// <param name="versions">All versions of the key from Azure.</param>
    /// <param name="taken">The versions that are disabled.</param>
    /// <param name="now">The time.</param>
    public static FollowerImpact Of(ReadResult<IReadOnlyList<KeyVersion>> versions, IReadOnlyCollection<KeyIdentifier> taken, DateTimeOffset now)
    {
        if (versions.Value is not { } all || all.Any(v => v.Enabled is null || (v is { Enabled: true, Created: null })))
        {
            return new(null, false, versions.IsKnown ? "Azure does not report for every version whether it is enabled and when it was created" : versions.Reason.TrimEnd('.'));
        }

        var enabled = all.Where(v => v.Enabled is true).OrderBy(v => v.Created).ToList();
        var left = enabled.Where(v => !taken.Contains(v.Identifier)).ToList();
        return left.Count == 0 ? new(null, true, null)
            : enabled.Count > 0 && taken.Contains(enabled[^1].Identifier) ? To(left[^1], now)
            : s_unaffected;
    }

    /// <summary>Atlas falls back to the previous version even if it cannot use it. A version that expires soon still works.</summary>
    private static FollowerImpact To(KeyVersion version, DateTimeOffset now) =>
        KeyVersionRules.ReasonsAgainst(version, now).Where(r => r.Fault != KeyVersionFault.Expiring).ToList() is { Count: > 0 } reasons
            ? new(null, true, null, $"{version.Identifier.KeyName}/{version.Version}: {string.Join("; ", reasons)}")
            : new(version.Identifier, false, null);
}
