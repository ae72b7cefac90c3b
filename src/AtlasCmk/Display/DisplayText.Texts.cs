using System.Management.Automation;

namespace AtlasCmk.Display;

/// <summary>The texts of tables and lists. Others may have written any of them, so each is made safe to show.</summary>
static partial class DisplayText
{
    /// <summary>The Action, safe to show.</summary>
    public static string? Action(PSObject instance) => Text(instance, nameof(Action));

    /// <summary>The ActionRequired, safe to show.</summary>
    public static string? ActionRequired(PSObject instance) => Text(instance, nameof(ActionRequired));

    /// <summary>The Actual, safe to show.</summary>
    public static string? Actual(PSObject instance) => Text(instance, nameof(Actual));

    /// <summary>The AtlasAzureAppId, safe to show.</summary>
    public static string? AtlasAzureAppId(PSObject instance) => Text(instance, nameof(AtlasAzureAppId));

    /// <summary>The AtlasIdentity, safe to show.</summary>
    public static string? AtlasIdentity(PSObject instance) => Text(instance, nameof(AtlasIdentity));

    /// <summary>The AzureEnvironment, safe to show.</summary>
    public static string? AzureEnvironment(PSObject instance) => Text(instance, nameof(AzureEnvironment));

    /// <summary>The AzureIdentity, safe to show.</summary>
    public static string? AzureIdentity(PSObject instance) => Text(instance, nameof(AzureIdentity));

    /// <summary>The AzureSubscriptionId, safe to show.</summary>
    public static string? AzureSubscriptionId(PSObject instance) => Text(instance, nameof(AzureSubscriptionId));

    /// <summary>The AzureTenantId, safe to show.</summary>
    public static string? AzureTenantId(PSObject instance) => Text(instance, nameof(AzureTenantId));

    /// <summary>The Cause, safe to show.</summary>
    public static string? Cause(PSObject instance) => Text(instance, nameof(Cause));

    /// <summary>The ClientId, safe to show.</summary>
    public static string? ClientId(PSObject instance) => Text(instance, nameof(ClientId));

    /// <summary>The ClusterName, safe to show.</summary>
    public static string? ClusterName(PSObject instance) => Text(instance, nameof(ClusterName));

    /// <summary>The Code, safe to show.</summary>
    public static string? Code(PSObject instance) => Text(instance, nameof(Code));

    /// <summary>The Consequence, safe to show.</summary>
    public static string? Consequence(PSObject instance) => Text(instance, nameof(Consequence));

    /// <summary>The Description, safe to show.</summary>
    public static string? Description(PSObject instance) => Text(instance, nameof(Description));

    /// <summary>The Detail, safe to show.</summary>
    public static string? Detail(PSObject instance) => Text(instance, nameof(Detail));

    /// <summary>The EncryptionAtRestProvider, safe to show.</summary>
    public static string? EncryptionAtRestProvider(PSObject instance) => Text(instance, nameof(EncryptionAtRestProvider));

    /// <summary>The EndpointId, safe to show.</summary>
    public static string? EndpointId(PSObject instance) => Text(instance, nameof(EndpointId));

    /// <summary>The ErrorId, safe to show.</summary>
    public static string? ErrorId(PSObject instance) => Text(instance, nameof(ErrorId));

    /// <summary>The ErrorMessage, safe to show.</summary>
    public static string? ErrorMessage(PSObject instance) => Text(instance, nameof(ErrorMessage));

    /// <summary>The Event, safe to show.</summary>
    public static string? Event(PSObject instance) => Text(instance, nameof(Event));

    /// <summary>The Evidence, safe to show.</summary>
    public static string? Evidence(PSObject instance) => Text(instance, nameof(Evidence));

    /// <summary>The Expected, safe to show.</summary>
    public static string? Expected(PSObject instance) => Text(instance, nameof(Expected));

    /// <summary>The Explanation, safe to show.</summary>
    public static string? Explanation(PSObject instance) => Text(instance, nameof(Explanation));

    /// <summary>The InstanceSize, safe to show.</summary>
    public static string? InstanceSize(PSObject instance) => Text(instance, nameof(InstanceSize));

    /// <summary>The KeyIdentifier, safe to show.</summary>
    public static string? KeyIdentifier(PSObject instance) => Text(instance, nameof(KeyIdentifier));

    /// <summary>The KeyName, safe to show.</summary>
    public static string? KeyName(PSObject instance) => Text(instance, nameof(KeyName));

    /// <summary>The KeyType, safe to show.</summary>
    public static string? KeyType(PSObject instance) => Text(instance, nameof(KeyType));

    /// <summary>The KeyVaultName, safe to show.</summary>
    public static string? KeyVaultName(PSObject instance) => Text(instance, nameof(KeyVaultName));

    /// <summary>The Kind, safe to show.</summary>
    public static string? Kind(PSObject instance) => Text(instance, nameof(Kind));

    /// <summary>The Meaning, safe to show.</summary>
    public static string? Meaning(PSObject instance) => Text(instance, nameof(Meaning));

    /// <summary>The Method, safe to show.</summary>
    public static string? Method(PSObject instance) => Text(instance, nameof(Method));

    /// <summary>The ModuleVersion, safe to show.</summary>
    public static string? ModuleVersion(PSObject instance) => Text(instance, nameof(ModuleVersion));

    /// <summary>The Name, safe to show.</summary>
    public static string? Name(PSObject instance) => Text(instance, nameof(Name));

    /// <summary>The NewKeyIdentifier, safe to show.</summary>
    public static string? NewKeyIdentifier(PSObject instance) => Text(instance, nameof(NewKeyIdentifier));

    /// <summary>The NewKeyReason, safe to show.</summary>
    public static string? NewKeyReason(PSObject instance) => Text(instance, nameof(NewKeyReason));

    /// <summary>The OldKeyIdentifier, safe to show.</summary>
    public static string? OldKeyIdentifier(PSObject instance) => Text(instance, nameof(OldKeyIdentifier));

    /// <summary>The OldKeyReason, safe to show.</summary>
    public static string? OldKeyReason(PSObject instance) => Text(instance, nameof(OldKeyReason));

    /// <summary>The OrganizationId, safe to show.</summary>
    public static string? OrganizationId(PSObject instance) => Text(instance, nameof(OrganizationId));

    /// <summary>The OrganizationName, safe to show.</summary>
    public static string? OrganizationName(PSObject instance) => Text(instance, nameof(OrganizationName));

    /// <summary>The PrivateEndpointConnectionName, safe to show.</summary>
    public static string? PrivateEndpointConnectionName(PSObject instance) => Text(instance, nameof(PrivateEndpointConnectionName));

    /// <summary>The PrivateEndpointId, safe to show.</summary>
    public static string? PrivateEndpointId(PSObject instance) => Text(instance, nameof(PrivateEndpointId));

    /// <summary>The ProjectId, safe to show.</summary>
    public static string? ProjectId(PSObject instance) => Text(instance, nameof(ProjectId));

    /// <summary>The ProjectName, safe to show.</summary>
    public static string? ProjectName(PSObject instance) => Text(instance, nameof(ProjectName));

    /// <summary>The ProvisioningState, safe to show.</summary>
    public static string? ProvisioningState(PSObject instance) => Text(instance, nameof(ProvisioningState));

    /// <summary>The PublicKey, safe to show.</summary>
    public static string? PublicKey(PSObject instance) => Text(instance, nameof(PublicKey));

    /// <summary>The Reason, safe to show.</summary>
    public static string? Reason(PSObject instance) => Text(instance, nameof(Reason));

    /// <summary>The RecordPath, safe to show.</summary>
    public static string? RecordPath(PSObject instance) => Text(instance, nameof(RecordPath));

    /// <summary>The RegionName, safe to show.</summary>
    public static string? RegionName(PSObject instance) => Text(instance, nameof(RegionName));

    /// <summary>The Remedy, safe to show.</summary>
    public static string? Remedy(PSObject instance) => Text(instance, nameof(Remedy));

    /// <summary>The ResourceGroupName, safe to show.</summary>
    public static string? ResourceGroupName(PSObject instance) => Text(instance, nameof(ResourceGroupName));

    /// <summary>The ResourceId, safe to show.</summary>
    public static string? ResourceId(PSObject instance) => Text(instance, nameof(ResourceId));

    /// <summary>The RoleId, safe to show.</summary>
    public static string? RoleId(PSObject instance) => Text(instance, nameof(RoleId));

    /// <summary>The SandboxFile, safe to show.</summary>
    public static string? SandboxFile(PSObject instance) => Text(instance, nameof(SandboxFile));

    /// <summary>The Service, safe to show.</summary>
    public static string? Service(PSObject instance) => Text(instance, nameof(Service));

    /// <summary>The ServicePrincipalId, safe to show.</summary>
    public static string? ServicePrincipalId(PSObject instance) => Text(instance, nameof(ServicePrincipalId));

    /// <summary>The SnapshotId, safe to show.</summary>
    public static string? SnapshotId(PSObject instance) => Text(instance, nameof(SnapshotId));

    /// <summary>The Source, safe to show.</summary>
    public static string? Source(PSObject instance) => Text(instance, nameof(Source));

    /// <summary>The Subject, safe to show.</summary>
    public static string? Subject(PSObject instance) => Text(instance, nameof(Subject));

    /// <summary>The SubscriptionId, safe to show.</summary>
    public static string? SubscriptionId(PSObject instance) => Text(instance, nameof(SubscriptionId));

    /// <summary>The Target, safe to show.</summary>
    public static string? Target(PSObject instance) => Text(instance, nameof(Target));

    /// <summary>The TenantId, safe to show.</summary>
    public static string? TenantId(PSObject instance) => Text(instance, nameof(TenantId));

    /// <summary>The VerifiedBy, safe to show.</summary>
    public static string? VerifiedBy(PSObject instance) => Text(instance, nameof(VerifiedBy));

    /// <summary>The Version, safe to show.</summary>
    public static string? Version(PSObject instance) => Text(instance, nameof(Version));
}
