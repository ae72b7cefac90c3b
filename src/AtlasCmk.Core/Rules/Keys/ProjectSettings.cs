namespace AtlasCmk.Rules;

/// <summary>What a visible project is set to, or why that could not be read.</summary>
/// <param name="ProjectId">Which project; null for those that may be missing from Atlas's list.</param>
/// <param name="Listed">The project in Atlas's list; null where it is not there.</param>
/// <param name="Settings">Null where they could not be read.</param>
/// <param name="Unread">Why not.</param>
internal sealed record ProjectSettings(string? ProjectId, AtlasProject? Listed, EncryptionAtRest? Settings, string? Unread);
