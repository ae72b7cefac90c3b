namespace AtlasCmk.Sandbox.World;

internal sealed class Organization
{
    /// <summary>Atlas's own limit.</summary>
    public const int MostProjects = 250;

    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary><c>active</c>, <c>inactive</c> or <c>suspended</c>.</summary>
    public string State { get; set; } = "active";

    /// <summary>Whether API keys without an access list are refused.</summary>
    public bool RequiresAccessList { get; set; }
}
