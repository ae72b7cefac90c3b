namespace AtlasCmk;

/// <summary>What a visible project is set to, or why that could not be read.</summary>
/// <param name="ProjectId">Which project.</param>
/// <param name="Name">Null where Atlas does not list it.</param>
/// <param name="Settings">Null where they could not be read.</param>
/// <param name="Unread">Why not.</param>
internal sealed record ProjectSettings(string ProjectId, string? Name, EncryptionAtRest? Settings, string? Unread);
