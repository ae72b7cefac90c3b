namespace AtlasCmk.Rules;

internal static partial class Failures
{
    private const string IdentifierForm = "Give the full URL of one version: https://{vault}.vault.azure.net/keys/{name}/{version}.";

    public static AtlasCmkException KeyIdentifierInvalid(string text, string why) =>
        new(FailureKind.InvalidArgument, "KeyIdentifierInvalid", $"The key identifier '{text}' cannot be used: {why}.", IdentifierForm, text);

    public static AtlasCmkException KeyOfAnotherVault(KeyIdentifier key, string vault, string whose) =>
        new(FailureKind.InvalidArgument, "KeyOfAnotherVault", $"The key identifier '{key}' belongs to vault {key.VaultName}, but {whose} is {vault}.",
            $"Give a key version of that vault, or {whose} {key.VaultName}.", key.Text);

    public static AtlasCmkException KeyLeavesVault(KeyIdentifier key, EncryptionAtRest current) =>
        new(FailureKind.Refused, "KeyOfAnotherVault", $"The key identifier '{key}' belongs to vault {key.VaultName}, but project {current.ProjectId} uses vault {current.KeyVaultName}.",
            "Give a key version of that vault; to move the project to another vault, give -KeyVaultName too.", current.ProjectId);

    public static AtlasCmkException KeyOfAnotherCloud(KeyIdentifier key, AzureCloud given) =>
        new(FailureKind.InvalidArgument, "KeyOfAnotherCloud", $"The key identifier '{key}' is of the cloud {key.Cloud}, but -AzureEnvironment is {given}.",
            "Leave -AzureEnvironment out, or give the cloud of the key.", key.Text);

    public static AtlasCmkException KeyLeavesCloud(KeyIdentifier key, EncryptionAtRest current) =>
        new(FailureKind.Refused, "KeyOfAnotherCloud", $"The key identifier '{key}' is of the cloud {key.Cloud}, but the cloud of project {current.ProjectId} is {current.CloudName}.",
            $"Give a key version of that cloud; to move the project to another cloud, give -AzureEnvironment {key.Cloud} too.", current.ProjectId);

    public static AtlasCmkException MoveWithoutKey(EncryptionAtRest current, string destination) =>
        new(FailureKind.Refused, "MoveWithoutKey", $"Project {current.ProjectId} cannot move to {destination} and keep its key, which is in the vault {current.KeyVaultName} ({current.CloudName}): {current.KeyIdentifier}.",
            "Give -KeyIdentifier too, with a key version of the vault that the project is to move to.", current.ProjectId);

    public static AtlasCmkException NothingToChange(string projectId) =>
        new(FailureKind.InvalidArgument, "NothingToChange", $"Nothing is given that could be changed for project {projectId}.",
            "Give at least one setting, for example -KeyIdentifier or -RequirePrivateNetworking.", projectId);

    public static AtlasCmkException FirstEnablementIncomplete(string projectId, IEnumerable<string> missing) =>
        new(FailureKind.Refused, "FirstEnablementIncomplete", $"Project {projectId} is not encrypted with a key in Azure Key Vault yet, and to enable it these are missing: {string.Join(", ", missing)}.",
            "Atlas needs them all the first time; afterwards each can be changed alone. -RoleId stands instead of -TenantId and -AzureCredential.", projectId);

    public static AtlasCmkException VaultIsFixed(EncryptionAtRest current, IEnumerable<string> settings, IReadOnlyList<AkvPrivateEndpoint> endpoints) =>
        new(FailureKind.Refused, "VaultIsFixed", $"{string.Join(", ", settings)} of project {current.ProjectId} cannot change while it has private endpoints: {Named(endpoints)}.",
            EndpointsGo(current.ProjectId!), current.ProjectId);

    /// <summary>All that is in the way of turning the keys off, in the order in which it can go: an encrypted cluster needs its endpoint.</summary>
    public static AtlasCmkException EndpointsAndClustersRemain(string projectId, IReadOnlyList<AkvPrivateEndpoint> endpoints, IEnumerable<AtlasCluster> clusters)
    {
        var (first, second) = (EncryptedClustersRemain(projectId, clusters), EndpointsRemain(projectId, "Turning customer-managed keys off", endpoints));
        return new(FailureKind.Refused, second.ErrorId, $"{first.Message} {second.Message}", second.Remedy, projectId);
    }

    public static AtlasCmkException EndpointsRemain(string projectId, string wish, IReadOnlyList<AkvPrivateEndpoint> endpoints) =>
        new(FailureKind.Refused, "EndpointsRemain", $"{wish} for project {projectId} is not possible while it has private endpoints, in any state: {Named(endpoints)}.",
            EndpointsGo(projectId), projectId);

    public static AtlasCmkException EncryptedClustersRemain(string projectId, IEnumerable<AtlasCluster> clusters) =>
        new(FailureKind.Refused, "EncryptedClustersRemain", $"Customer-managed keys of project {projectId} cannot be turned off while clusters are encrypted with them: {string.Join(", ", clusters.Select(c => c.NameAtStake))}.",
            $"Let the clusters leave the key first: {WayBack.Clusters(projectId)}", projectId);

    public static AtlasCmkException EncryptionNotDisabled(string projectId, string? key) =>
        new(FailureKind.Failed, "EncryptionNotDisabled", $"Atlas accepted the change for project {projectId}, and still shows the key {key} as enabled.",
            $"Look again in a minute: {PowerShellCommand.Of($"Get-AtlasEncryptionAtRest -ProjectId {projectId}")}", projectId);

    public static AtlasCmkException NotEnabledForProject(string projectId) =>
        new(FailureKind.Refused, "NotEnabledForProject", $"Project {projectId} is not encrypted with a key in Azure Key Vault.",
            EnableFirst(projectId), projectId);

    private static string EnableFirst(string projectId) => $"Enable it first: {Enablement(projectId)}";

    /// <summary>The first enablement of a project, with the values that only the user knows left open.</summary>
    public static PowerShellCommand Enablement(string projectId) =>
        PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {projectId} -KeyIdentifier '…' -ResourceGroupName '…' -SubscriptionId '…' -TenantId '…' -AzureCredential (Get-Credential)");

    private static string EndpointsGo(string projectId) => $"Let encrypted clusters leave the key first, then remove the endpoints: {WayBack.ClustersThenEndpoints(projectId)}";

    private static string Named(IReadOnlyList<AkvPrivateEndpoint> endpoints) =>
        string.Join(", ", endpoints.Select(e => $"{e.RegionName} {e.Status}"));
}
