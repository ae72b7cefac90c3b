namespace AtlasCmk.Clients;

/// <summary>Reads a vault's settings, keys and role assignments. Sources: Microsoft.KeyVault 2026-02-01, Microsoft.Resources 2022-09-01, Microsoft.Authorization 2022-04-01.</summary>
internal sealed partial class KeyVaultApi
{
    private const string Roles = "/providers/Microsoft.Authorization/roleDefinitions/";

    private readonly AzureClient _providers = new(pipeline, AzureService.Providers(options.AzureCloud), options.Time, log);
    private readonly AzureClient _authorization = new(pipeline, AzureService.Authorization(options.AzureCloud), options.Time, log);

    public Task<KeyVaultSettings?> GetVaultAsync(KeyVaultReference vault, CancellationToken cancellation)
    {
        var call = Call("GET", vault, vault.ResourceId, $"read key vault {vault.Name}", "Microsoft.KeyVault/vaults/read");
        return _vaults.FindAsync(call, answer =>
        {
            var model = AzureClient.Read<ArmVault>(call, answer);
            Asked.MustBeIfGiven("key vault", vault.ResourceId, model.Id?.TrimEnd('/'), AzureFailures.Untrusted(call, answer.Status));
            var settings = model.Properties?.ToSettings(vault) ?? throw AzureFailures.Unreadable(call, answer.Status, "its vault has no tenant or no URI");
            Asked.MustBe("key vault", $"{vault.Name}.{vault.Cloud.VaultSuffix}", settings.VaultUri.Host, AzureFailures.Untrusted(call, answer.Status));
            return settings;
        }, cancellation);
    }

    public async Task<IReadOnlyList<KeyVersion>> ListKeyVersionsAsync(KeyVaultReference vault, string keyName, CancellationToken cancellation)
    {
        var call = Call("GET", vault, $"{vault.ResourceId}/keys/{keyName}/versions", $"list the versions of the key {keyName} in key vault {vault.Name}",
            "Microsoft.KeyVault/vaults/keys/versions/read");
        return await _vaults.FindAllAsync<ArmKey, KeyVersion>(
            call, key => key?.ToVersion() is { } version && IsOf(vault, keyName, version.Identifier) ? version : null, cancellation).ConfigureAwait(false) ?? [];
    }

    public Task<KeyVersion?> GetKeyVersionAsync(KeyVaultReference vault, string keyName, string version, CancellationToken cancellation)
    {
        var call = Call("GET", vault, $"{vault.ResourceId}/keys/{keyName}/versions/{version}", $"read version {version} of the key {keyName} in key vault {vault.Name}",
            "Microsoft.KeyVault/vaults/keys/versions/read");
        return _vaults.FindAsync(call, answer =>
        {
            var found = AzureClient.Read<ArmKey>(call, answer).ToVersion() ?? throw AzureFailures.Unreadable(call, answer.Status, "it has no key version");
            Asked.MustBe("key version", $"{vault.Name}/{keyName}/{version}",
                $"{HostName(vault, found.Identifier)}/{found.Identifier.KeyName}/{found.Identifier.Version}", AzureFailures.Untrusted(call, answer.Status));
            return found;
        }, cancellation);
    }

    public Task<string> GetProviderRegistrationAsync(KeyVaultReference vault, string resourceProvider, CancellationToken cancellation)
    {
        var call = Call("GET", vault, $"/subscriptions/{vault.SubscriptionId}/providers/{resourceProvider}", $"read whether {resourceProvider} is registered in subscription {vault.SubscriptionId}",
            $"{resourceProvider}/register/action or Microsoft.Resources/subscriptions/providers/read", "Reader on the subscription");
        return _providers.SendAsync(call, null, answer =>
        {
            var provider = AzureClient.Read<ArmProvider>(call, answer);
            Asked.MustBeIfGiven("resource provider", resourceProvider, provider.Namespace.OrNull(), AzureFailures.Untrusted(call, answer.Status));
            Asked.MustBeIfGiven("resource provider", call.Path, provider.Id.OrNull(), AzureFailures.Untrusted(call, answer.Status));
            return provider.RegistrationState.OrNull() ?? throw AzureFailures.Unreadable(call, answer.Status, "it does not say whether the provider is registered");
        }, cancellation);
    }

    /// <summary>assignedTo also includes the identity's groups, and scopes below the vault.</summary>
    public Task<IReadOnlyList<RoleAssignment>> ListRoleAssignmentsAsync(KeyVaultReference vault, string principalId, CancellationToken cancellation) =>
        ListRoleAssignmentsAsync(
            vault, vault.ResourceId, $"list the role assignments of {principalId} at key vault {vault.Name}",
            $"assignedTo('{principalId.Replace("'", "''", StringComparison.Ordinal)}')", cancellation);

    /// <summary>atScope excludes scopes below.</summary>
    public Task<IReadOnlyList<RoleAssignment>> ListRoleAssignmentsAtAsync(KeyVaultReference vault, string scope, CancellationToken cancellation) =>
        ListRoleAssignmentsAsync(vault, scope, $"list the role assignments at {scope}", "atScope()", cancellation);

    private Task<IReadOnlyList<RoleAssignment>> ListRoleAssignmentsAsync(KeyVaultReference vault, string scope, string what, string filter, CancellationToken cancellation)
    {
        var call = Call("GET", vault, $"{scope}/providers/Microsoft.Authorization/roleAssignments", what, "Microsoft.Authorization/roleAssignments/read");
        return _authorization.ListAsync<ArmRoleAssignment, RoleAssignment>(call, ArmRoleAssignment.ToCore, cancellation, $"&$filter={Uri.EscapeDataString(filter)}");
    }

    public Task<IReadOnlyList<RoleDefinition>> ListRoleDefinitionsAsync(KeyVaultReference vault, CancellationToken cancellation)
    {
        var call = Call("GET", vault, $"{vault.ResourceId}{Roles.TrimEnd('/')}", $"list the roles that can be given at key vault {vault.Name}", "Microsoft.Authorization/roleDefinitions/read");
        return _authorization.ListAsync<ArmRoleDefinition, RoleDefinition>(call, role => role?.ToCore(), cancellation);
    }

    public Task<RoleDefinition> GetRoleDefinitionAsync(KeyVaultReference vault, string roleDefinitionId, CancellationToken cancellation)
    {
        // Assignments use a role ID below the role's scope. The same role is available at the vault.
        var role = roleDefinitionId.Split('/')[^1];
        var call = Call("GET", vault, $"{vault.ResourceId}{Roles}{role}", $"read the role {role} at key vault {vault.Name}", "Microsoft.Authorization/roleDefinitions/read");
        return role.Length == 0
            ? throw AzureFailures.Unreadable(call with { Path = $"{vault.ResourceId}/providers/Microsoft.Authorization/roleAssignments" }, 200,
                "a role assignment in it has no role or no scope")
            : _authorization.SendAsync(call, null, answer =>
            {
                var model = AzureClient.Read<ArmRoleDefinition>(call, answer);
                Asked.MustBe("role", role, model.Id?.Split('/')[^1], AzureFailures.Untrusted(call, answer.Status));
                return model.ToCore() ?? throw AzureFailures.Unreadable(call, answer.Status, "its role has no permissions");
            }, cancellation);
    }

    private static bool IsOf(KeyVaultReference vault, string keyName, KeyIdentifier key) => vault.Holds(key) && key.KeyName.Equals(keyName, StringComparison.OrdinalIgnoreCase);

    /// <summary>The vault's name, and also its host if it is in another cloud.</summary>
    private static string HostName(KeyVaultReference vault, KeyIdentifier key) => key.Cloud == vault.Cloud ? key.VaultName : $"{key.VaultName}.{key.Cloud.VaultSuffix}";
}
