namespace AtlasCmk.Clients;

/// <summary>What a vault is set to, its keys, and who has which role there. Sources: Microsoft.KeyVault 2026-02-01, Microsoft.Resources 2022-09-01, Microsoft.Authorization 2022-04-01.</summary>
internal sealed partial class KeyVaultApi
{
    private const string Roles = "/providers/Microsoft.Authorization/roleDefinitions/";

    private readonly AzureClient _providers = new(pipeline, AzureService.Providers(options.AzureCloud), options.Time, log);
    private readonly AzureClient _authorization = new(pipeline, AzureService.Authorization(options.AzureCloud), options.Time, log);

    public async Task<KeyVaultSettings?> GetVaultAsync(KeyVaultReference vault, CancellationToken cancellation)
    {
        var call = Call("GET", vault, vault.ResourceId, $"read key vault {vault.Name}", "Microsoft.KeyVault/vaults/read");
        return await _vaults.FindAsync(call, cancellation).ConfigureAwait(false) is { } answer
            ? AzureClient.Read<ArmVault>(call, answer).Properties?.ToSettings(vault)
                ?? throw AzureFailures.Unreadable(call, answer.Status, "the vault in it has no tenant or no address")
            : null;
    }

    public async Task<IReadOnlyList<KeyVersion>> ListKeyVersionsAsync(KeyVaultReference vault, string keyName, CancellationToken cancellation)
    {
        var call = Call("GET", vault, $"{vault.ResourceId}/keys/{keyName}/versions", $"list the versions of the key {keyName} in key vault {vault.Name}", "Microsoft.KeyVault/vaults/keys/versions/read");
        return await _vaults.FindAllAsync<ArmKey?, KeyVersion>(call, (answer, key) => Map(call, answer, vault, key), cancellation).ConfigureAwait(false) ?? [];
    }

    public async Task<KeyVersion?> GetKeyVersionAsync(KeyVaultReference vault, string keyName, string version, CancellationToken cancellation)
    {
        var call = Call("GET", vault, $"{vault.ResourceId}/keys/{keyName}/versions/{version}", $"read version {version} of the key {keyName} in key vault {vault.Name}", "Microsoft.KeyVault/vaults/keys/versions/read");
        return await _vaults.FindAsync(call, cancellation).ConfigureAwait(false) is { } answer
            ? Map(call, answer, vault, AzureClient.Read<ArmKey>(call, answer))
            : null;
    }

    public async Task<string> GetProviderRegistrationAsync(KeyVaultReference vault, string resourceProvider, CancellationToken cancellation)
    {
        var call = Call("GET", vault, $"/subscriptions/{vault.SubscriptionId}/providers/{resourceProvider}", $"read whether {resourceProvider} is registered in subscription {vault.SubscriptionId}",
            $"{resourceProvider}/register/action or Microsoft.Resources/subscriptions/providers/read", "Reader on the subscription");
        var answer = await _providers.SendAsync(call, null, cancellation).ConfigureAwait(false);
        return AzureClient.Read<ArmProvider>(call, answer).RegistrationState.OrNull()
            ?? throw AzureFailures.Unreadable(call, answer.Status, "it does not say whether the provider is registered");
    }

    /// <summary>assignedTo counts the groups that the identity is in as well, and what is below the vault.</summary>
    public Task<IReadOnlyList<RoleAssignment>> ListRoleAssignmentsAsync(KeyVaultReference vault, string principalId, CancellationToken cancellation) =>
        ListRoleAssignmentsAsync(vault, vault.ResourceId, $"list the role assignments of {principalId} at key vault {vault.Name}", $"assignedTo('{principalId.Replace("'", "''", StringComparison.Ordinal)}')", cancellation);

    /// <summary>atScope leaves out what is below.</summary>
    public Task<IReadOnlyList<RoleAssignment>> ListRoleAssignmentsAtAsync(KeyVaultReference vault, string scope, CancellationToken cancellation) =>
        ListRoleAssignmentsAsync(vault, scope, $"list the role assignments at {scope}", "atScope()", cancellation);

    private async Task<IReadOnlyList<RoleAssignment>> ListRoleAssignmentsAsync(KeyVaultReference vault, string scope, string what, string filter, CancellationToken cancellation)
    {
        var call = Call("GET", vault, $"{scope}/providers/Microsoft.Authorization/roleAssignments", what, "Microsoft.Authorization/roleAssignments/read");
        return await _authorization.FindAllAsync<ArmRoleAssignment?, RoleAssignment>(call,
                (answer, a) => a?.ToCore() ?? throw AzureFailures.Unreadable(call, answer.Status, "a role assignment in it has no scope, no role or no identity"),
                cancellation, $"&$filter={Uri.EscapeDataString(filter)}").ConfigureAwait(false)
            ?? throw AzureFailures.From(call, 404, null);
    }

    public async Task<IReadOnlyList<RoleDefinition>> ListRoleDefinitionsAsync(KeyVaultReference vault, CancellationToken cancellation)
    {
        var call = Call("GET", vault, $"{vault.ResourceId}{Roles.TrimEnd('/')}", $"list the roles that can be given at key vault {vault.Name}", "Microsoft.Authorization/roleDefinitions/read");
        return await _authorization.ListAsync<ArmRoleDefinition?, RoleDefinition>(call,
            (answer, role) => role?.ToCore() ?? throw AzureFailures.Unreadable(call, answer.Status, "a role in it does not say what it allows"), cancellation).ConfigureAwait(false);
    }

    public async Task<RoleDefinition> GetRoleDefinitionAsync(KeyVaultReference vault, string roleDefinitionId, CancellationToken cancellation)
    {
        // Assignments name the role by an id below the scope that it was made for; at the vault the same role is there too.
        var role = roleDefinitionId.Split('/')[^1];
        var call = Call("GET", vault, $"{vault.ResourceId}{Roles}{role}", $"read the role {role} at key vault {vault.Name}", "Microsoft.Authorization/roleDefinitions/read");
        var answer = await _authorization.SendAsync(call, null, cancellation).ConfigureAwait(false);
        return AzureClient.Read<ArmRoleDefinition>(call, answer).ToCore() ?? throw AzureFailures.Unreadable(call, answer.Status, "the role in it does not say what it allows");
    }

    private static KeyVersion Map(AzureCall call, AzureAnswer answer, KeyVaultReference vault, ArmKey? key)
    {
        var properties = key?.Properties;
        var version = KeyAttributesModel.ToVersion(properties?.Attributes, properties?.Identifier, vault.Cloud, vault.Name)
            ?? throw AzureFailures.Unreadable(call, answer.Status, "a key version in it is none of this vault");
        return version with { KeyType = properties!.KeyType, KeySize = properties.KeySize, Operations = properties.Operations ?? [], FreezeTag = key!.Tags?.FirstOrDefault(t => t.Key.Equals(KeyVersion.FreezeTagName, StringComparison.OrdinalIgnoreCase)).Value };
    }
}
