namespace AtlasCmk.Sandbox.World;

internal sealed class AzureSubscription
{
    public required string Id { get; init; }

    public List<string> ResourceGroups { get; } = [];

    public List<Vault> Vaults { get; } = [];

    public List<AzureRoleAssignment> RoleAssignments { get; } = [];

    /// <summary>Assignments that are listed but not effective yet, by name.</summary>
    public HashSet<string> LaggingAssignments { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The customer's custom roles.</summary>
    public List<AzureRoleDefinition> CustomRoles { get; } = [];

    /// <summary>Policies that deny changes, regardless of roles.</summary>
    public List<DenyPolicy> Policies { get; } = [];

    public IEnumerable<AzureRoleDefinition> Roles => AzureRoleDefinition.All.Concat(CustomRoles);

    /// <summary>Registration state by provider namespace. An absent provider is <c>NotRegistered</c>.</summary>
    public Dictionary<string, string> Providers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string Scope => $"/subscriptions/{Id}";

    public string RegistrationOf(string provider) => Providers.GetValueOrDefault(provider, "NotRegistered");

    public AzureRoleDefinition? FindRole(string idOrName) => Roles.FirstOrDefault(r =>
        string.Equals(r.Id, idOrName, StringComparison.OrdinalIgnoreCase) || string.Equals(r.Name, idOrName, StringComparison.OrdinalIgnoreCase));

    public Vault? FindVault(string resourceGroup, string name) => FindVault(name) is { } vault
        && string.Equals(vault.ResourceGroup, resourceGroup, StringComparison.OrdinalIgnoreCase) ? vault : null;

    /// <summary>Vault names are globally unique, so a data plane host does not need a resource group.</summary>
    public Vault? FindVault(string name) =>
        Vaults.Find(v => string.Equals(v.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a role gives this principal an action of the control plane at this scope or above.</summary>
    public bool Permits(string principalId, string scope, string action) =>
        RolesAt(principalId, scope).Any(role => role.PermitsAction(action));

    public bool PermitsData(string principalId, string scope, string dataAction) =>
        RolesAt(principalId, scope).Any(role => role.PermitsDataAction(dataAction));

    private IEnumerable<AzureRoleDefinition> RolesAt(string principalId, string scope) => RoleAssignments
        .Where(a => string.Equals(a.PrincipalId, principalId, StringComparison.OrdinalIgnoreCase) && a.Covers(scope) && !LaggingAssignments.Contains(a.Name))
        .Select(a => FindRole(a.RoleDefinitionId))
        .OfType<AzureRoleDefinition>();
}

/// <summary>A policy with the deny effect, and its assignment to the subscription.</summary>
internal sealed record DenyPolicy(string Definition, string Assignment);
