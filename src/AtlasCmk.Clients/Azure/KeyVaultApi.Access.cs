namespace AtlasCmk.Clients;

/// <summary>Changes the rights on a vault's keys. Sources: Microsoft.KeyVault 2026-02-01, Vaults_UpdateAccessPolicy; Microsoft.Authorization 2022-04-01, RoleAssignments.</summary>
internal sealed partial class KeyVaultApi
{
    /// <summary>How long a change of rights is retried while other changes of the vault overlap.</summary>
    private static readonly TimeSpan s_forRights = TimeSpan.FromMinutes(2);

    private const string AssignmentRole = "User Access Administrator, or Role Based Access Control Administrator, on the vault";

    public Task AddToAccessPolicyAsync(KeyVaultReference vault, KeyVaultAccessPolicy rights, CancellationToken cancellation) =>
        ChangeAccessPolicyAsync(vault, "add", $"give {string.Join(", ", rights.KeyPermissions)} to {rights.ObjectId} in key vault {vault.Name}", rights, cancellation);

    public Task RemoveFromAccessPolicyAsync(KeyVaultReference vault, KeyVaultAccessPolicy rights, CancellationToken cancellation) =>
        ChangeAccessPolicyAsync(vault, "remove", $"take {string.Join(", ", rights.KeyPermissions)} from {rights.ObjectId} in key vault {vault.Name}", rights, cancellation);

    public Task CreateRoleAssignmentAsync(KeyVaultReference vault, RoleAssignment assignment, CancellationToken cancellation)
    {
        var call = Call("PUT", vault, assignment.Id, $"give {assignment.PrincipalId} its role at {assignment.Scope}", "Microsoft.Authorization/roleAssignments/write", AssignmentRole);
        return WriteAsync(vault, () => _authorization.SendAsync(call, ArmRoleAssignment.Of(assignment), answer =>
        {
            var made = AzureClient.Read<ArmRoleAssignment>(call, answer);
            var untrusted = AzureFailures.Untrusted(call, answer.Status);
            Asked.MustBeIfGiven("role assignment", assignment.Id, made.Id, untrusted);
            Asked.MustBeIfGiven("role", assignment.RoleDefinitionId.Split('/')[^1], made.Properties?.RoleDefinitionId?.Split('/')[^1], untrusted);
            Asked.MustBeIfGiven("identity", assignment.PrincipalId, made.Properties?.PrincipalId, untrusted);
            return answer;
        }, cancellation), cancellation);
    }

    public Task DeleteRoleAssignmentAsync(KeyVaultReference vault, RoleAssignment assignment, CancellationToken cancellation)
    {
        var call = Call("DELETE", vault, assignment.Id, $"take its role at {assignment.Scope} from {assignment.PrincipalId}", "Microsoft.Authorization/roleAssignments/delete", AssignmentRole);
        return WriteAsync(vault, () => _authorization.FindAsync(call, answer => answer, cancellation), cancellation);
    }

    /// <summary>Only the permissions are sent. Azure merges them with the other permissions and policies.</summary>
    private Task<AzureAnswer> ChangeAccessPolicyAsync(KeyVaultReference vault, string operation, string what, KeyVaultAccessPolicy rights, CancellationToken cancellation)
    {
        const string Policies = "/accessPolicies";
        var call = Call("PUT", vault, $"{vault.ResourceId}{Policies}/{operation}", what, "Microsoft.KeyVault/vaults/accessPolicies/write");
        return WriteAsync(vault, () => _vaults.SendAsync(call, new ArmAccessPolicyChange(new([ArmAccessPolicy.Of(rights)])), answer =>
        {
            // The resource is the list of policies, with or without the operation in the path.
            var id = AzureClient.Read<ArmVault>(call, answer).Id;
            var end = id?.LastIndexOf(Policies, StringComparison.OrdinalIgnoreCase) ?? -1;
            Asked.MustBeIfGiven("key vault", vault.ResourceId, end < 0 ? id : id![..end], AzureFailures.Untrusted(call, answer.Status));
            return answer;
        }, cancellation), cancellation);
    }

    private Task<T> WriteAsync<T>(KeyVaultReference vault, Func<Task<T>> change, CancellationToken cancellation) =>
        _writer.WriteAsync(vault, s_forRights, _ => change(), cancellation);
}
