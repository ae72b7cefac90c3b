namespace AtlasCmk.Clients;

/// <summary>Who may use a vault's keys, changed. Sources: Microsoft.KeyVault 2026-02-01, Vaults_UpdateAccessPolicy; Microsoft.Authorization 2022-04-01, RoleAssignments.</summary>
internal sealed partial class KeyVaultApi
{
    private const string AssignmentRole = "User Access Administrator, or Role Based Access Control Administrator, on the vault";

    public Task AddToAccessPolicyAsync(KeyVaultReference vault, KeyVaultAccessPolicy rights, CancellationToken cancellation) =>
        ChangeAccessPolicyAsync(vault, "add", $"give {string.Join(", ", rights.KeyPermissions)} to {rights.ObjectId} in key vault {vault.Name}", rights, cancellation);

    public Task RemoveFromAccessPolicyAsync(KeyVaultReference vault, KeyVaultAccessPolicy rights, CancellationToken cancellation) =>
        ChangeAccessPolicyAsync(vault, "remove", $"take {string.Join(", ", rights.KeyPermissions)} from {rights.ObjectId} in key vault {vault.Name}", rights, cancellation);

    public Task CreateRoleAssignmentAsync(KeyVaultReference vault, RoleAssignment assignment, CancellationToken cancellation)
    {
        var call = Call("PUT", vault, assignment.Id, $"give {assignment.PrincipalId} its role at {assignment.Scope}", "Microsoft.Authorization/roleAssignments/write", AssignmentRole);
        return _authorization.SendAsync(call, ArmRoleAssignment.Of(assignment), cancellation);
    }

    public Task DeleteRoleAssignmentAsync(KeyVaultReference vault, RoleAssignment assignment, CancellationToken cancellation)
    {
        var call = Call("DELETE", vault, assignment.Id, $"take its role at {assignment.Scope} from {assignment.PrincipalId}", "Microsoft.Authorization/roleAssignments/delete", AssignmentRole);
        return _authorization.FindAsync(call, cancellation);
    }

    /// <summary>The permissions alone are sent: Azure merges them with what else the identity has, and with everybody else's.</summary>
    private Task<AzureAnswer> ChangeAccessPolicyAsync(KeyVaultReference vault, string operation, string what, KeyVaultAccessPolicy rights, CancellationToken cancellation)
    {
        var call = Call("PUT", vault, $"{vault.ResourceId}/accessPolicies/{operation}", what, "Microsoft.KeyVault/vaults/accessPolicies/write");
        return _vaults.SendAsync(call, new ArmAccessPolicyChange(new([ArmAccessPolicy.Of(rights)])), cancellation);
    }
}
