namespace AtlasCmk.Rules;

/// <summary>In which projects is looked for what needs a key version.</summary>
/// <param name="Included">Projects to read even where the session's list of projects lacks them: those that used the key, as the caller says.</param>
internal sealed record UsageScope(IReadOnlyCollection<string> Included)
{
    /// <summary>Visible projects that never used the key, as the caller says.</summary>
    public IReadOnlyCollection<string> Excluded { get; init; } = [];

    /// <summary>Whether projects that name another vault, or none, are left out: what an incident stops now matters, not what a version protects.</summary>
    public bool OfVaultOnly { get; init; }
}
