namespace AtlasCmk.Sandbox.World;

/// <summary>An API key or a service account, with its roles and access list.</summary>
internal sealed class ApiCredential
{
    private static readonly HashSet<string> s_none = [];

    /// <summary>The public key or the client ID.</summary>
    public required string Id { get; init; }

    /// <summary>The private key or the client secret.</summary>
    public required string Secret { get; init; }

    public bool IsServiceAccount { get; init; }

    public HashSet<string> OrganizationRoles { get; } = [];

    /// <summary>Roles by project ID.</summary>
    public Dictionary<string, HashSet<string>> ProjectRoles { get; } = [];

    /// <summary>The addresses and networks that can use it. Null allows all, empty allows none.</summary>
    public List<string>? AccessList { get; set; }

    public bool IsOrganizationOwner => OrganizationRoles.Contains("ORG_OWNER");

    public IReadOnlySet<string> RolesIn(Project project) => ProjectRoles.GetValueOrDefault(project.Id, s_none);

    public override string ToString() => Id;
}
