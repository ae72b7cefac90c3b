using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>Reads in Azure whether Atlas can use the new key. Only the necessary data is read.</summary>
/// <param name="project">The project.</param>
/// <param name="cancellation">Ends the reads.</param>
internal sealed class KeyRightsReading(ProjectContext project, CancellationToken cancellation)
{
    public async Task<AtlasRight> RunAsync(KeyChange change)
    {
        var target = CmkTarget.Of(change.Before, Request(change));
        var caller = project.Session.CallerAsync().WaitAsync(cancellation);
        var azure = new AzureReading(project, target, ReadResult.Of(change.Before), caller) { Cancellation = cancellation };
        var settings = await azure.AtVaultAsync((api, vault) => api.GetVaultAsync(vault, cancellation)).ConfigureAwait(false);
        if (change.StaysAtVault && settings.Value is { UsesRoles: false, AccessGap: null })
        {
            return AtlasRight.Held("by an access policy, which applies to all keys of the vault");
        }

        var objectId = azure.ObjectIdAsync(azure.SignInAsync(), change.AtlasObjectId);
        var facts = new AtlasRightsFacts(target.Vault, change.Key?.KeyName)
        {
            Caller = await caller.ConfigureAwait(false),
            ObjectId = await objectId.ConfigureAwait(false),
            Settings = settings,
            RoleAssignments = settings.Value is { UsesRoles: true } ? await azure.RoleAssignmentsAsync(objectId).ConfigureAwait(false) : ReadResult.Unknown<IReadOnlyList<RoleAssignment>>("not read"),
            RoleDefinitions = ReadResult.Unknown<IReadOnlyList<RoleDefinition>>("not read"),
            MayBeFrozen = change.Before.Enabled,
        };
        var right = AtlasRights.ToUseKey(facts);

        // The roles that MongoDB lists are matched by ID. Only other roles must be read.
        return right.IsHeld is null && facts.RoleAssignments.IsKnown
            ? AtlasRights.ToUseKey(facts with { RoleDefinitions = await azure.AtVaultAsync((api, vault) => api.ListRoleDefinitionsAsync(vault, cancellation)).ConfigureAwait(false) })
            : right;
    }

    private static PrerequisiteRequest Request(KeyChange change) => new()
    {
        KeyIdentifier = change.Sent.KeyIdentifier,
        Settings = new()
        {
            KeyVaultName = change.Sent.KeyVaultName,
            ResourceGroupName = change.Sent.ResourceGroupName,
            SubscriptionId = change.Sent.SubscriptionId,
            TenantId = change.Sent.TenantId,
            ClientId = change.Sent.ClientId,
            RoleId = change.Sent.RoleId,
            Cloud = AzureCloud.Find(change.Sent.AzureEnvironment),
        },
    };
}
