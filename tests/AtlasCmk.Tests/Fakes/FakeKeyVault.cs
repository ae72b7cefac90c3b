using System.Collections.Concurrent;
using AtlasCmk.Clients;

namespace AtlasCmk.Tests.Fakes;

/// <summary>Azure's control plane, as far as one vault, its connections, keys and roles go.</summary>
internal sealed class FakeKeyVault(TimeProvider time, ConcurrentQueue<string> journal) : IKeyVaultApi
{
    /// <summary>The gate that each request must pass before it is answered.</summary>
    public Func<Task> OnTheWay { get; set; } = () => Task.CompletedTask;

    /// <summary>What ends the last read of the vault or of a version.</summary>
    public CancellationToken Cancellation { get; private set; }

    public Timeline<IReadOnlyList<PrivateEndpointConnection>> Connections { get; } = new(time, []);

    public List<string> Descriptions { get; } = [];

    /// <summary>Whether Azure accepts decisions on connections and carries none out.</summary>
    public bool IgnoresDecisions { get; set; }

    /// <summary>The status that is shown after a decision, if it differs from the decision.</summary>
    public string? StatusAfterDecisions { get; set; }

    /// <summary>Null where there is no such vault.</summary>
    public Timeline<KeyVaultSettings?> Settings { get; } = new(time, new(Given.Vault, Given.Tenant) { VaultUri = new("https://kv-atlas.vault.azure.net/") });

    /// <summary>Every version of every key, as reported for single versions.</summary>
    public Timeline<IReadOnlyList<KeyVersion>> KeyVersions { get; } = new(time, []);

    /// <summary>Whether the list of versions leaves out what Azure may leave out of it.</summary>
    public bool ListsAreShort { get; set; }

    /// <summary>The versions in the list, if it is behind the vault.</summary>
    public Func<KeyVersion, KeyVersion> AsListed { get; set; } = version => version;

    /// <summary>Adds usable versions to the vault.</summary>
    public void Hold(params string[] identifiers) => KeyVersions.Set([.. identifiers.Select(i => Given.KeyVersion(i, time.GetUtcNow()))]);

    public Dictionary<string, string> Registrations { get; } = [];

    public Timeline<IReadOnlyList<RoleAssignment>> RoleAssignments { get; } = new(time, []);

    public List<RoleDefinition> RoleDefinitions { get; } = [];

    /// <summary>Roles that are not in the list of those that can be given at the vault.</summary>
    public List<RoleDefinition> UnlistedRoles { get; } = [];

    /// <summary>The groups that every identity is a member of.</summary>
    public List<string> Groups { get; } = [];

    public Task<IReadOnlyList<PrivateEndpointConnection>> ListConnectionsAsync(KeyVaultReference vault, CancellationToken cancellation) =>
        Answer<IReadOnlyList<PrivateEndpointConnection>>($"GET {vault.Name}", () => [.. Connections.Now.Where(c => c.Id.Vault.IsSameVault(vault))]);

    public Task<PrivateEndpointConnection?> GetConnectionAsync(ConnectionId id, CancellationToken cancellation) =>
        Answer($"GET {id.Vault.Name}/{id.Name}", () => Connections.Now.FirstOrDefault(c => c.Id.IsSameConnection(id)));

    public Task<PrivateEndpointConnection> SetConnectionStatusAsync(PrivateEndpointConnection connection, string status, string description, TimeSpan timeout, CancellationToken cancellation)
    {
        journal.Enqueue($"PUT {connection.KeyVaultName}/{connection.Name} {status}");
        Descriptions.Add(description);
        return Task.FromResult(new PrivateEndpointConnection(connection.Id, IgnoresDecisions ? connection.Status : StatusAfterDecisions
            ?? status) { Description = description, ProvisioningState = "Succeeded" });
    }

    public Task<PrivateEndpointConnection?> DeleteConnectionAsync(ConnectionId id, TimeSpan timeout, CancellationToken cancellation)
    {
        journal.Enqueue($"DELETE {id.Vault.Name}/{id.Name}");
        return Task.FromResult(IgnoresDecisions ? Connections.Now.FirstOrDefault(c => c.Id.IsSameConnection(id)) : null);
    }

    public Task<KeyVaultSettings?> GetVaultAsync(KeyVaultReference vault, CancellationToken cancellation)
    {
        Cancellation = cancellation;
        return Answer($"GET {vault.Name}", () => Settings.Now is { } settings && settings.Vault.IsSameVault(vault) ? settings : null);
    }

    public Task<IReadOnlyList<KeyVersion>> ListKeyVersionsAsync(KeyVaultReference vault, string keyName, CancellationToken cancellation) =>
        Answer<IReadOnlyList<KeyVersion>>($"GET {vault.Name}/keys/{keyName}/versions",
            () => [.. OfKey(vault, keyName).Select(AsListed).Select(v => ListsAreShort ? v with { KeyType = null, KeySize = null, Operations = [] } : v)]);

    public Task<KeyVersion?> GetKeyVersionAsync(KeyVaultReference vault, string keyName, string version, CancellationToken cancellation)
    {
        Cancellation = cancellation;
        return Answer($"GET {vault.Name}/keys/{keyName}/versions/{version}", () => OfKey(vault, keyName).FirstOrDefault(v => v.Version.Equals(version, StringComparison.OrdinalIgnoreCase)));
    }

    public Task<string> GetProviderRegistrationAsync(KeyVaultReference vault, string resourceProvider, CancellationToken cancellation) =>
        Answer($"GET providers/{resourceProvider}", () => Registrations.GetValueOrDefault(resourceProvider, "Registered"));

    public Task<IReadOnlyList<RoleAssignment>> ListRoleAssignmentsAsync(KeyVaultReference vault, string principalId, CancellationToken cancellation) =>
        Answer<IReadOnlyList<RoleAssignment>>($"GET {vault.Name}/roleAssignments {principalId}",
            () => [.. RoleAssignments.Now.Where(a => a.PrincipalId == principalId || Groups.Contains(a.PrincipalId))]);

    public Task<IReadOnlyList<RoleAssignment>> ListRoleAssignmentsAtAsync(KeyVaultReference vault, string scope, CancellationToken cancellation) =>
        Answer<IReadOnlyList<RoleAssignment>>($"GET {vault.Name}/roleAssignments at {scope}", () => [.. RoleAssignments.Now.Where(a => a.Covers(scope))]);

    public Task<RoleDefinition> GetRoleDefinitionAsync(KeyVaultReference vault, string roleDefinitionId, CancellationToken cancellation) =>
        Answer($"GET {vault.Name}/roleDefinitions {roleDefinitionId}", () => RoleDefinitions.Concat(UnlistedRoles).FirstOrDefault(r => r.Id == roleDefinitionId.Split('/')[^1])
            ?? throw AzureFailures.From(new("GET", roleDefinitionId, $"read the role {roleDefinitionId}", "read"), 404, new("RoleDefinitionDoesNotExist", null)));

    public Task<IReadOnlyList<RoleDefinition>> ListRoleDefinitionsAsync(KeyVaultReference vault, CancellationToken cancellation) =>
        Answer<IReadOnlyList<RoleDefinition>>($"GET {vault.Name}/roleDefinitions", () => RoleDefinitions);

    /// <summary>Whether Azure accepts changes of rights and carries none out.</summary>
    public bool IgnoresRights { get; set; }

    /// <summary>An action before a right is given or taken, for example a refusal.</summary>
    public Action<string> OnRights { get; set; } = _ => { };

    public Task AddToAccessPolicyAsync(KeyVaultReference vault, KeyVaultAccessPolicy rights, CancellationToken cancellation) =>
        ChangeRights($"PUT {vault.Name}/accessPolicies/add {rights.ObjectId}", () => SetPolicy(rights, (before, given) => before.Union(given, StringComparer.OrdinalIgnoreCase)));

    public Task RemoveFromAccessPolicyAsync(KeyVaultReference vault, KeyVaultAccessPolicy rights, CancellationToken cancellation) =>
        ChangeRights($"PUT {vault.Name}/accessPolicies/remove {rights.ObjectId}", () => SetPolicy(rights, (before, taken) => before.Except(taken, StringComparer.OrdinalIgnoreCase)));

    public Task CreateRoleAssignmentAsync(KeyVaultReference vault, RoleAssignment assignment, CancellationToken cancellation) => ChangeRights($"PUT {assignment.Id}", () =>
        RoleAssignments.Set(RoleAssignments.Now.Any(a => a.Scope == assignment.Scope && a.PrincipalId == assignment.PrincipalId && a.RoleDefinitionId == assignment.RoleDefinitionId)
            ? throw AzureFailures.From(new("PUT", assignment.Id, "give a role", "write"), 409, new("RoleAssignmentExists", null))
            : [.. RoleAssignments.Now, assignment]));

    public Task DeleteRoleAssignmentAsync(KeyVaultReference vault, RoleAssignment assignment, CancellationToken cancellation) =>
        ChangeRights($"DELETE {assignment.Id}", () => RoleAssignments.Set([.. RoleAssignments.Now.Where(a => a.Id != assignment.Id)]));

    /// <summary>An entry without any permission is gone, as in Azure.</summary>
    private object SetPolicy(KeyVaultAccessPolicy rights, Func<IEnumerable<string>, IEnumerable<string>, IEnumerable<string>> merge)
    {
        var vault = Settings.Now!;
        var before = vault.AccessPolicies.FirstOrDefault(p => p.ObjectId == rights.ObjectId && p.ApplicationId == rights.ApplicationId);
        var after = rights with { KeyPermissions = [.. merge(before?.KeyPermissions ?? [], rights.KeyPermissions)] };
        return Settings.Set(vault with { AccessPolicies = [.. vault.AccessPolicies.Where(p => p != before), .. after.KeyPermissions.Count == 0 ? [] : new[] { after }] });
    }

    private async Task ChangeRights(string request, Func<object> change)
    {
        journal.Enqueue(request);
        await Task.CompletedTask;
        OnRights(request);
        _ = IgnoresRights ? null : change();
    }

    private async Task<T> Answer<T>(string request, Func<T> answer)
    {
        journal.Enqueue(request);
        await OnTheWay();
        return answer();
    }

    private IEnumerable<KeyVersion> OfKey(KeyVaultReference vault, string keyName) =>
        KeyVersions.Now.Where(v => v.Identifier.VaultName == vault.Name && v.Identifier.KeyName.Equals(keyName, StringComparison.OrdinalIgnoreCase));
}
