namespace AtlasCmk.Rules;

/// <summary>The errors of a project's encryption at rest.</summary>
internal static class EncryptionErrors
{
    private static readonly AtlasCmkError s_vaultNotConfigured = new("VaultNotConfigured", FailureKind.Refused,
        meaning: "The project has no key vault configured.",
        cause: "The project was never enabled.",
        remedy: "Enable it first: Set-AtlasEncryptionAtRest.",
        VendorPages.KeysInAzure);

    public static AtlasCmkException VaultNotConfigured(string projectId) =>
        s_vaultNotConfigured.Because($"Project {projectId} has no key vault configured.",
            EnableFirst(projectId), projectId);

    private static readonly AtlasCmkError s_moveWithoutKey = new("MoveWithoutKey", FailureKind.Refused,
        meaning: "The project cannot move to another vault or cloud and keep its key.",
        cause: "-KeyVaultName or -AzureEnvironment without -KeyIdentifier.",
        remedy: "Give -KeyIdentifier too, with a key version of the new vault.");

    public static AtlasCmkException MoveWithoutKey(EncryptionAtRest current, string destination) =>
        s_moveWithoutKey.Because($"Project {current.ProjectId} cannot move to {destination} and keep its key, which is in the vault {current.KeyVaultName} ({current.CloudName}): "
            + $"{current.KeyIdentifier}.", target: current.ProjectId);

    private static readonly AtlasCmkError s_nothingToChange = new("NothingToChange", FailureKind.InvalidArgument,
        meaning: "Nothing to change: no setting is specified.",
        cause: "Set-AtlasEncryptionAtRest without a setting.",
        remedy: "Specify at least one setting, for example -KeyIdentifier or -RequirePrivateNetworking.");

    public static AtlasCmkException NothingToChange(string projectId) =>
        s_nothingToChange.Because($"Nothing to change for project {projectId}: specify at least one setting.", target: projectId);

    private static readonly AtlasCmkError s_firstEnablementIncomplete = new("FirstEnablementIncomplete", FailureKind.Refused,
        meaning: "To enable a project for the first time, some settings are missing.",
        cause: "Atlas needs them all the first time.",
        remedy: "Give the settings that the message names. Later you can change each setting alone.",
        VendorPages.KeysInAzure);

    public static AtlasCmkException FirstEnablementIncomplete(string projectId, IEnumerable<string> missing) =>
        s_firstEnablementIncomplete.Because($"Project {projectId} is not encrypted with a key in Azure Key Vault yet, and to enable it these are missing: {string.Join(", ", missing)}.",
            "Atlas needs them all the first time; afterwards each can be changed alone. -RoleId replaces -TenantId and -AzureCredential.", projectId);

    private static readonly AtlasCmkError s_vaultIsFixed = new("VaultIsFixed", FailureKind.Refused,
        meaning: "Vault, resource group, subscription and cloud cannot change while the project has private endpoints.",
        cause: "Atlas ties the endpoints to the vault.",
        remedy: DisableEncryptionCommands.Remedy,
        VendorPages.PrivateEndpoints);

    public static AtlasCmkException VaultIsFixed(EncryptionAtRest current, IEnumerable<string> settings, IReadOnlyList<AkvPrivateEndpoint> endpoints) =>
        s_vaultIsFixed.Because($"{string.Join(", ", settings)} of project {current.ProjectId} cannot change while it has private endpoints: {Named(endpoints)}.",
            EndpointsGo(current.ProjectId!), current.ProjectId);

    /// <summary>Everything that prevents turning off the keys, in the order of removal, because an encrypted cluster needs its endpoint.</summary>
    public static AtlasCmkException EndpointsAndClustersRemain(string projectId, IReadOnlyList<AkvPrivateEndpoint> endpoints, IEnumerable<AtlasCluster> clusters)
    {
        var (first, second) = (EncryptedClustersRemain(projectId, clusters), EndpointsRemain(projectId, "Turning customer-managed keys off", endpoints));
        return s_endpointsRemain.Because($"{first.Message} {second.Message}", second.Remedy, projectId);
    }

    private static readonly AtlasCmkError s_endpointsRemain = new("EndpointsRemain", FailureKind.Refused,
        meaning: "The project still has private endpoints.",
        cause: "Atlas refuses to turn private networking, or the project's key, off while there are any, in any state.",
        remedy: DisableEncryptionCommands.Remedy,
        VendorPages.PrivateEndpoints);

    public static AtlasCmkException EndpointsRemain(string projectId, string wish, IReadOnlyList<AkvPrivateEndpoint> endpoints) =>
        s_endpointsRemain.Because($"{wish} for project {projectId} is not possible while it has private endpoints, in any state: {Named(endpoints)}.",
            EndpointsGo(projectId), projectId);

    private static readonly AtlasCmkError s_encryptedClustersRemain = new("EncryptedClustersRemain", FailureKind.Refused,
        meaning: "Clusters are still encrypted with the project's key.",
        cause: "The clusters must leave the key before it is turned off.",
        remedy: $"Let the clusters leave the key first ({DisableEncryptionCommands.Clusters(null)}).",
        VendorPages.EncryptionAtRest);

    public static AtlasCmkException EncryptedClustersRemain(string projectId, IEnumerable<AtlasCluster> clusters) =>
        s_encryptedClustersRemain.Because($"Customer-managed keys of project {projectId} cannot be turned off while clusters are encrypted with them: "
            + $"{string.Join(", ", clusters.Select(c => c.NameAtStake))}.",
            $"Let the clusters leave the key first: {DisableEncryptionCommands.Clusters(projectId)}", projectId);

    private static readonly AtlasCmkError s_encryptionNotDisabled = new("EncryptionNotDisabled", FailureKind.Failed,
        meaning: "Atlas accepted the change, but still shows the project's key as enabled.",
        cause: "Atlas did not make the change, or not yet.",
        remedy: "Look again in a minute with Get-AtlasEncryptionAtRest.",
        VendorPages.EncryptionAtRest);

    public static AtlasCmkException EncryptionNotDisabled(string projectId, string? key) =>
        s_encryptionNotDisabled.Because($"Atlas accepted the change for project {projectId}, and still shows the key {key} as enabled.",
            $"Look again in a minute: {PowerShellCommand.Of($"Get-AtlasEncryptionAtRest -ProjectId {projectId}")}", projectId);

    private static readonly AtlasCmkError s_notEnabledForProject = new("NotEnabledForProject", FailureKind.Refused,
        meaning: "The project has no key in Azure Key Vault.",
        cause: "It was never enabled, or was disabled.",
        remedy: "Enable it first: Set-AtlasEncryptionAtRest.",
        VendorPages.KeysInAzure);

    public static AtlasCmkException NotEnabledForProject(string projectId) =>
        s_notEnabledForProject.Because($"Project {projectId} is not encrypted with a key in Azure Key Vault.",
            EnableFirst(projectId), projectId);

    public static AtlasCmkException AtlasLacksKeyRights(KeyChange change, AtlasRight right) =>
        AtlasErrorCodes.NoKeyPermission.Because($"Atlas{(change.NewIdentity is { } identity ? $" as {identity.After}" : "")} has no rights on the key {change.Key?.KeyName}, which project "
            + $"{change.Before.ProjectId} is about to use: {right.Reason}.",
            right.Remedy!, change.Before.ProjectId);

    /// <param name="stays">The settings that stay.</param>
    /// <param name="created">The version that was created for the change, or null.</param>
    /// <param name="inner">The reason.</param>
    public static AtlasCmkException KeyNotChanged(EncryptionAtRest stays, KeyIdentifier? created, AtlasCmkException inner)
    {
        var version = created is null ? "" : $" The version {created} was created in the vault and stays there. The next run with -NewVersion within a day uses it.";
        var message = $"Nothing has changed: project {stays.ProjectId} {(stays.Enabled ? $"stays on {stays.KeyInWords}" : "still has no customer-managed key")}.{version} {inner.Message}";
        var failure = inner.Saying(message, target: inner is AtlasApiException ? inner.Target : stays.ProjectId);
        failure.Outcome = ChangeOutcome.NotDone;
        return failure;
    }

    private static string EnableFirst(string projectId) => $"Enable it first: {Enablement(projectId)}";

    /// <summary>The command for the first enablement of a project, with placeholders for values that only the user knows.</summary>
    public static PowerShellCommand Enablement(string projectId) =>
        PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {projectId} -KeyIdentifier '…' -ResourceGroupName '…' -SubscriptionId '…' -TenantId '…' -AzureCredential (Get-Credential)");

    private static string EndpointsGo(string projectId) => $"Let encrypted clusters leave the key first, then remove the endpoints: {DisableEncryptionCommands.ClustersThenEndpoints(projectId)}";

    private static string Named(IReadOnlyList<AkvPrivateEndpoint> endpoints) =>
        string.Join(", ", endpoints.Select(e => $"{e.RegionName} {e.Status}"));
}
