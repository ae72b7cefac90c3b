namespace AtlasCmk.Sandbox.World;

internal sealed record AccessPolicy(string TenantId, string ObjectId, IReadOnlyList<string> Keys)
{
    public string? ApplicationId { get; init; }

    public IReadOnlyList<string> Secrets { get; init; } = [];

    public IReadOnlyList<string> Certificates { get; init; } = [];

    public bool IsSameEntry(AccessPolicy other) =>
        string.Equals(ObjectId, other.ObjectId, StringComparison.OrdinalIgnoreCase) && ApplicationId == other.ApplicationId;

    /// <summary>Some tools capitalize the permissions.</summary>
    public bool Permits(string objectId, string permission) =>
        string.Equals(ObjectId, objectId, StringComparison.OrdinalIgnoreCase)
        && Keys.Any(k => string.Equals(k, permission, StringComparison.OrdinalIgnoreCase) || string.Equals(k, "all", StringComparison.OrdinalIgnoreCase));
}
