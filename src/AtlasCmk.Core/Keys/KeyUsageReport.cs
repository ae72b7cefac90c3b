namespace AtlasCmk;

/// <summary>What was found to need a key version, and where it was looked for.</summary>
/// <param name="Key">The version.</param>
/// <param name="Usages">Everything that needs it, or may.</param>
/// <param name="ProjectsRead">The projects that were read whole, or as far as a usage of kind Unread tells.</param>
/// <param name="ProjectsPassedOver">Visible projects that name another vault, or none.</param>
internal sealed record KeyUsageReport(
    KeyIdentifier Key,
    IReadOnlyList<KeyUsage> Usages,
    IReadOnlyList<string> ProjectsRead,
    IReadOnlyList<string> ProjectsPassedOver);
