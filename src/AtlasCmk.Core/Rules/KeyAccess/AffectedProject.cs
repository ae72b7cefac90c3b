namespace AtlasCmk.Rules;

/// <summary>Another project that a freeze reaches.</summary>
/// <param name="ProjectId">Its ID. The name of the vault if Atlas was not asked.</param>
/// <param name="Name">Its name, or null.</param>
/// <param name="Description">What happens to it, as text.</param>
internal sealed record AffectedProject(string ProjectId, string? Name, string Description)
{
    /// <summary>The names of its clusters that use the key.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>The version that it falls back to. Null if it stops.</summary>
    public string? FallsBackTo { get; init; }
}
