namespace AtlasCmk.Sandbox.World;

/// <summary>An API key or a service account: who may knock, from where, and what for.</summary>
internal sealed class ApiCredential
{
    /// <summary>The public key, or the client id.</summary>
    public required string Id { get; init; }

    /// <summary>The private key, or the client secret.</summary>
    public required string Secret { get; init; }

    public bool IsServiceAccount { get; init; }

    public HashSet<string> OrganizationRoles { get; } = [];

    /// <summary>Roles by project id.</summary>
    public Dictionary<string, HashSet<string>> ProjectRoles { get; } = [];

    /// <summary>Addresses and networks that may use it; null asks for none, empty admits none.</summary>
    public List<string>? AccessList { get; set; }

    public bool IsOrganizationOwner => OrganizationRoles.Contains("ORG_OWNER");

    public IReadOnlySet<string> RolesIn(Project project) =>
        ProjectRoles.TryGetValue(project.Id, out var roles) ? roles : new HashSet<string>();

    public override string ToString() => Id;
}
