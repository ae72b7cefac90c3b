namespace AtlasCmk.Rules;

/// <summary>Other projects that reach a vault over its public address: they lose it when that is closed.</summary>
/// <param name="ProjectIds">The projects that use the vault, and do not require private networking.</param>
/// <param name="Unread">What could not be read, with the reason, in words for a list.</param>
internal sealed record PublicUsers(IReadOnlyList<string> ProjectIds, IReadOnlyList<string> Unread)
{
    public static PublicUsers None { get; } = new([], []);
}
