using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Checks everything that customer-managed keys need in Atlas and Azure, before or after a project is enabled.</summary>
/// <remarks>
/// <para>Each check returns one object. In Atlas it checks the credentials and their role, the project, and each cluster. In Azure it checks the vault and its
/// network, Atlas's identity and permissions, the key version, and the vault's connections. Status is Passed, Failed, Warning or Unknown. Nothing is
/// changed.</para>
/// <para>Anything that could not be read or interpreted is Unknown, with the reason, and never Passed. Unrecognized values are quoted. Examples are a vault in
/// a network security perimeter, a permission through a group, and a role with a wildcard of unclear scope.</para>
/// <para>Before you enable a project, give the values that you will give to Set-AtlasEncryptionAtRest. An enabled project needs no parameters. Values that you
/// give replace the project's settings, so you can check a change before you make it.</para>
/// <para>Permissions are checked for Atlas's service principal in Microsoft Entra. Pass its object ID with -AtlasObjectId, or pass the application's client ID
/// and secret with -AzureCredential, which also checks that the secret works. If Atlas signs in with a role, Atlas reports the object ID. Without any of these,
/// the sign-in and key permissions are Passed if Atlas reports the key as valid, and Unknown if not. The permission to read the vault is then Unknown, because
/// Atlas's use of the key does not prove it.</para>
/// <para>AtlasSecretExpiry shows when the application's client secret ends. Microsoft Graph reports it if your Azure identity may read the application, and
/// Unknown has the reason if it may not. Atlas does not report which of several secrets it has. If you pass the secret with -AzureCredential, its first
/// characters tell which one it is. Otherwise the check passes or fails only if the result is the same for all of them.</para>
/// <para>All reads run in parallel, in three round trips, or four if other projects are checked. They take seven or eight Atlas requests and at most ten Azure
/// requests, sign-ins included, for any number of clusters. Two of these are to Microsoft Graph: for a token and for the application. If no secret of the
/// application is left, a third one reads its service principal. Projects with the same application share them. A pending connection that does not belong to
/// this project costs one more request for each other project that the credentials can read. Each of those that uses the vault costs a second one.
/// -IncludeSearchNodes adds one request per cluster.</para>
/// <para>To find out why a key is no longer valid, use Get-AtlasCmkDiagnosis. It replaces -Diagnose, which adds the diagnosis as one more object after the
/// checks. The diagnosis uses the project's own settings: if you give other values, the settings are read once more.</para>
/// <para>You can paste every command in Remedy: it names its project or vault, keeps existing settings, and quotes its values. A disabled key version may be an
/// intended freeze: Remedy then names Grant-AtlasKeyAccess.</para>
/// </remarks>
/// <example>
/// <para>Check a project before you enable it</para>
/// <code>Test-AtlasCmkPrerequisite -KeyIdentifier $key -ResourceGroupName rg-keys -SubscriptionId $subscription -TenantId $tenant -AzureCredential $application -RequirePrivateNetworking |
///     Where-Object Status -ne Passed</code>
/// <para>$application is a PSCredential with the client ID and client secret of the application that Atlas will sign in with.</para>
/// </example>
/// <example>
/// <para>Check the session's project</para>
/// <code>Test-AtlasCmkPrerequisite</code>
/// </example>
/// <note>Atlas: Project Read Only for most checks; Project Owner for all. Azure: Reader on the vault and its subscription; Application.Read.All in Microsoft Graph for AtlasSecretExpiry.</note>
/// <note>An access policy does not show whether its object is a group. A permission of another object is Unknown, because Atlas's identity may be a member of
/// it. Deny assignments cannot be read.</note>
/// <note>A custom role needs these actions: Microsoft.KeyVault/vaults/read and Microsoft.KeyVault/vaults/keys/read. It needs these data actions:
/// Microsoft.KeyVault/vaults/keys/read, keys/encrypt/action and keys/decrypt/action.</note>
/// <error>SessionSettingsInvalid KeyIdentifierInvalid ProjectMissing</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-kms-encryption/">Atlas: encryption at rest using customer key management</seealso>
/// <seealso cref="GetAtlasCmkDiagnosisCommand"/>
/// <seealso cref="SetAtlasEncryptionAtRestCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "AtlasCmkPrerequisite")]
[OutputType(typeof(PrerequisiteCheck), typeof(CmkDiagnosis))]
public sealed class TestAtlasCmkPrerequisiteCommand : AtlasProjectCmdletBase
{
    /// <summary>The key version to check, as a full URL: https://{vault}.vault.azure.net/keys/{name}/{version}. Without a version, the latest enabled version
    /// is checked. Default: the version that the project uses. A version that cannot be used is a failed check, not an error.</summary>
    [Parameter]
    [ValueOf("KeyIdentifier")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.KeyCompleter))]
    public string? KeyIdentifier { get; set; }

    /// <summary>The name of the vault. Default: the project's vault, else the vault of the key identifier.</summary>
    [Parameter]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.VaultCompleter))]
    public string? KeyVaultName { get; set; }

    /// <summary>The resource group that holds the vault. Default: the project's setting.</summary>
    [Parameter]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ResourceGroupCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>The ID of the Azure subscription that holds the vault, a UUID. Default: the project's setting.</summary>
    [Parameter]
    [AzureUuid("subscription ID", IsSubscription = true)]
    public Guid? SubscriptionId { get; set; }

    /// <summary>The Microsoft Entra tenant of the application that Atlas signs in with, a UUID. Default: the project's setting.</summary>
    [Parameter]
    [AzureUuid("tenant ID")]
    public Guid? TenantId { get; set; }

    /// <summary>The application that Atlas signs in to Azure with: the client ID as user name and the client secret as password. It signs in once, to check the
    /// secret and to find the object ID; nothing is stored.</summary>
    [Parameter]
    [Credential]
    public PSCredential? AzureCredential { get; set; }

    /// <summary>The ID of the role that Atlas signs in with instead, 24 hexadecimal digits, from Register-AtlasAzureServicePrincipal. Default: the project's setting.</summary>
    [Parameter]
    [ValueOf("RoleId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.RoleCompleter))]
    public string? RoleId { get; set; }

    /// <summary>The object ID of Atlas's service principal in Microsoft Entra (not of the application), to check permissions without its secret.</summary>
    [Parameter]
    [AzureUuid("object ID")]
    public Guid? AtlasObjectId { get; set; }

    /// <summary>The Azure cloud, as Atlas spells it. Default: the project's setting, else the cloud of the key identifier.</summary>
    [Parameter]
    [ValidateSet("AZURE", "AZURE_CHINA", "AZURE_US_GOVERNMENT")]
    public string? AzureEnvironment { get; set; }

    /// <summary>Checks as if private networking were required; with -RequirePrivateNetworking:$false, as if it were not. Default: the project's setting.</summary>
    [Parameter]
    public SwitchParameter RequirePrivateNetworking { get; set; }

    /// <summary>Reads the search nodes of each cluster, with one request per cluster. Not needed if the project encrypts all search nodes.</summary>
    [Parameter]
    public SwitchParameter IncludeSearchNodes { get; set; }

    /// <summary>Superseded by Get-AtlasCmkDiagnosis. Adds one object of another type that shows why Atlas cannot use the key.</summary>
    [Parameter]
    public SwitchParameter Diagnose { get; set; }

    private protected override void Process()
    {
        CredentialRules.CheckApplication(AzureCredential?.UserName, AzureCredential?.Password, "-AzureCredential");
        var (request, diagnose) = (Request(), Diagnose.ToBool());
        foreach (var project in Projects)
        {
            Run(project, async item =>
            {
                var (checks, diagnosis) = await new TestPrerequisite(project).RunAsync(request, diagnose).ConfigureAwait(false);
                foreach (var check in checks)
                {
                    item.Emit(check);
                }

                item.Emit(diagnosis);
            });
        }
    }

    private PrerequisiteRequest Request() => new()
    {
        KeyIdentifier = KeyIdentifier,
        AtlasObjectId = AtlasObjectId?.ToString("D"),
        IncludeSearchNodes = IncludeSearchNodes,
        Settings = new()
        {
            KeyVaultName = KeyVaultName,
            ResourceGroupName = ResourceGroupName,
            SubscriptionId = SubscriptionId?.ToString("D"),
            TenantId = TenantId?.ToString("D"),
            ClientId = AzureCredential?.UserName,
            ClientSecret = AzureCredential?.Password,
            RoleId = RoleId,
            Cloud = AzureCloud.Find(AzureEnvironment),
            RequirePrivateNetworking = MyInvocation.BoundParameters.ContainsKey(nameof(RequirePrivateNetworking)) ? RequirePrivateNetworking.ToBool() : null,
        },
    };
}
