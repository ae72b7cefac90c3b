using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Encryption;

/// <summary>Moves a project from a client secret to a role. Atlas removes the secret only after it has used the key through the role. Until then the secret stays valid.</summary>
/// <remarks>Source: https://www.mongodb.com/docs/atlas/security/azure-kms-secretless/</remarks>
internal sealed class MigrateToRole(ProjectContext project, IConfirmation confirmation)
{
    /// <summary>Under private networking the data nodes validate, some time after Atlas's response.</summary>
    private static readonly TimeSpan s_typical = TimeSpan.FromSeconds(60);

    /// <param name="roleId">The role. Null for the registered one.</param>
    /// <param name="timeout">The timeout for Atlas to use the key through the role.</param>
    /// <returns>The project after the change. Null if the caller declined.</returns>
    public async Task<EncryptionAtRest?> RunAsync(string? roleId, TimeSpan timeout)
    {
        var current = await project.Atlas.GetEncryptionAtRestAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
        if (!current.Enabled)
        {
            throw EncryptionErrors.NotEnabledForProject(project.ProjectId);
        }

        var principal = await ChooseAsync(roleId).ConfigureAwait(false);
        var role = principal.RoleId;
        if (current is { ClientId: null, RoleId: { } inForce })
        {
            return inForce == role ? await AlreadyMovedAsync(current, role, timeout).ConfigureAwait(false) : throw SecretlessErrors.AnotherRoleInForce(current, role);
        }

        await RefuseWhereNobodyCanValidateAsync(current).ConfigureAwait(false);
        var changing = new ChangeEncryptionKey(project, e => e.Kind is FailureKind.Refused or FailureKind.NotFound ? SecretlessErrors.MigrationRefused(current, role, e)
            : EncryptionErrors.KeyNotChanged(current, null, e));
        var change = new KeyChange(current, new() { RoleId = role }) { AtlasObjectId = principal.ServicePrincipalId };
        if (await changing.AgreeAsync(change, () => AskAsync(current, role)).ConfigureAwait(false) is not { } agreed)
        {
            return null;
        }

        await RefuseWhereNobodyCanValidateAsync(current).ConfigureAwait(false);
        var sent = change.ShowsAtOnce ? await agreed.MakeAsync().ConfigureAwait(false) : await agreed.SendAsync().ConfigureAwait(false);
        var moved = await ValidatedAsync(current, role, timeout, sent.Lost).ConfigureAwait(false);
        return await new FormerCredentials(project).NoteAsync(current, moved).ConfigureAwait(false);
    }

    private Task<bool> AskAsync(EncryptionAtRest current, string role) => confirmation.ShouldProcessAsync(
        $"project {project.ProjectId}", $"Sign in to Azure with the role {role} instead of the client secret of application {current.ClientId}");

    private async Task<EncryptionAtRest?> AlreadyMovedAsync(EncryptionAtRest current, string role, TimeSpan timeout)
    {
        project.Log.Verbose($"Project {project.ProjectId} uses the role {role} already; nothing was sent.");
        if (IsMoved(current, role))
        {
            return current;
        }

        await RefuseWhereNobodyCanValidateAsync(current).ConfigureAwait(false);
        return await confirmation.ShouldProcessAsync($"project {project.ProjectId}",
            $"Wait until Atlas has used the key with the role {role} (nothing is sent: the project uses it already)").ConfigureAwait(false)
            ? await UntilMovedAsync(role, timeout).ConfigureAwait(false)
            : null;
    }

    private async Task<AzureServicePrincipal> ChooseAsync(string? roleId)
    {
        var roles = await project.Atlas.ListServicePrincipalsAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
        return roleId is null
            ? roles is [var only] ? only : throw SecretlessErrors.RoleNotGiven(project.ProjectId, roles)
            : roles.FirstOrDefault(r => r.RoleId == roleId) ?? throw SecretlessErrors.RoleUnknown(project.ProjectId, roleId, roles);
    }

    private async Task RefuseWhereNobodyCanValidateAsync(EncryptionAtRest current)
    {
        if (current.RequirePrivateNetworking
            && (await project.Atlas.ListPrivateEndpointsAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false)).All(e => e.Status != EndpointStatus.Active))
        {
            throw SecretlessErrors.RoleCannotBeValidated(project.ProjectId);
        }
    }

    /// <summary>The response to the change can still show the secret, so only a separate read counts. That read also shows whether a change with a lost response was applied.</summary>
    private async Task<EncryptionAtRest> ValidatedAsync(EncryptionAtRest before, string role, TimeSpan timeout, AtlasCmkException? lost)
    {
        try
        {
            return await UntilMovedAsync(role, timeout).ConfigureAwait(false);
        }
        catch (AtlasCmkException e) when (e.Kind == FailureKind.TimedOut)
        {
            throw SecretlessErrors.MigrationNotValidated(before, role, e, lost);
        }
    }

    private Task<EncryptionAtRest> UntilMovedAsync(string role, TimeSpan timeout) => project.Waiter(project.Encryption).UntilAsync(
        WaitSubject.OfProject("role", project.ProjectId), "valid", s_typical, timeout,
        e => new WaitStep<EncryptionAtRest>(Status(e, role), IsMoved(e, role) ? e : null));

    private static bool IsMoved(EncryptionAtRest seen, string role) => seen is { Valid: true, ClientId: null } && seen.RoleId == role;

    private static string Status(EncryptionAtRest seen, string role) =>
        seen.RoleId != role || seen.ClientId is not null ? $"signing in as application {seen.ClientId}"
        : seen.Valid is true ? "valid" : "in force, but not valid";
}
