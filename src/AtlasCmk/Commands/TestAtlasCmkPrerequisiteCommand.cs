using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Checks all that customer-managed keys need, in Atlas and in Azure, for a project before or after it is enabled.</summary>
/// <remarks>
/// <para>Each check gives one object: the credentials and their role, the project, each cluster, the vault and its network, Atlas's identity and its rights, the key version, and the vault's connections. Status is Passed, Failed, Warning or Unknown. Nothing is changed.</para>
/// <para>Unknown is an answer. What was not read, not understood or not allowed to be read is Unknown, with the reason, and never Passed. A value that AtlasCmk does not know is quoted. Examples are a vault in a network security perimeter, a right that a group may give, and a role whose wildcard leaves open what it covers.</para>
/// <para>Before a project is enabled, give what Set-AtlasEncryptionAtRest will be given. An enabled project needs no parameters. What you give replaces what the project has, to show what a change would meet.</para>
/// <para>Rights are looked up for the object that Atlas's application is in Microsoft Entra. Its object ID shows when the application signs in: pass its client id and secret with -AzureCredential, which also shows whether the secret is in force, or pass the object ID with -AtlasObjectId. Where Atlas signs in with a role, Atlas reports it. Without any of these, the sign-in and the rights on the key pass for a project whose key Atlas reports as valid, and are Unknown for any other. The right to read the vault is then Unknown, since Atlas's use of the key does not prove it.</para>
/// <para>All reads are made at once, three round trips deep, or four where other projects are asked: seven or eight requests to Atlas and at most eight to Azure, however many clusters there are. Where a connection of the vault waits for a decision and does not belong to this project, one more request is made for each other project that the credentials can see, and a second one for each that uses the vault. -IncludeSearchNodes adds one request for each cluster.</para>
/// <para>-Diagnose adds one object for a configuration that is no longer valid: the first cause that was seen, what was ruled out, which clusters are affected and until when, and what to do. Where no cause was seen, Cause is Undetermined, and Explanation names what was not checked, the likely ones first; a client secret that has expired is only seen with -AzureCredential. The diagnosis is about the settings that the project has: where something else is given, they are read once more. A secret that Microsoft Entra refuses is a cause only if it has expired and Atlas does not report the key as valid: otherwise Atlas may have another one.</para>
/// <para>Every command in Remedy can be pasted: it names its project or its vault, adds to what is there, and quotes its values. A disabled key version may be a freeze that was made on purpose: Remedy then names Grant-AtlasKeyAccess.</para>
/// </remarks>
/// <example>
/// <para>Before a project is enabled</para>
/// <code>Test-AtlasCmkPrerequisite -KeyIdentifier $key -ResourceGroupName rg-keys -SubscriptionId $subscription -TenantId $tenant -AzureCredential $application -RequirePrivateNetworking | Where-Object Status -ne Passed</code>
/// <para>$application is a PSCredential: client id and client secret of the application that Atlas is going to sign in with.</para>
/// </example>
/// <example>
/// <para>Everything about the session's project</para>
/// <code>Test-AtlasCmkPrerequisite</code>
/// </example>
/// <example>
/// <para>Why can Atlas not use the key any more?</para>
/// <code>Test-AtlasCmkPrerequisite -AzureCredential $application -Diagnose | Where-Object { $_ -is [AtlasCmk.CmkDiagnosis] }</code>
/// </example>
/// <note>Atlas: Project Read Only for most checks; Project Owner for all. Azure: Reader on the vault and its subscription.</note>
/// <note>An access policy does not say whether its object is a group: a right that another object has is Unknown, since Atlas's identity may belong to it. Deny assignments cannot be seen.</note>
/// <note>A custom role needs the actions Microsoft.KeyVault/vaults/read and Microsoft.KeyVault/vaults/keys/read, and the data actions Microsoft.KeyVault/vaults/keys/read, keys/encrypt/action and keys/decrypt/action.</note>
/// <error>SessionSettingsInvalid KeyIdentifierInvalid ProjectMissing</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-kms-encryption/">Atlas: encryption at rest using customer key management</seealso>
/// <seealso cref="SetAtlasEncryptionAtRestCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "AtlasCmkPrerequisite")]
[OutputType(typeof(PrerequisiteCheck), typeof(CmkDiagnosis))]
public sealed class TestAtlasCmkPrerequisiteCommand : AtlasProjectCmdletBase
{
    /// <summary>The key version to check, as a full URL: https://{vault}.vault.azure.net/keys/{name}/{version}. Without a version, the latest enabled one is checked. Default: the one that the project uses. One that cannot be used is a check that failed, and no error.</summary>
    [Parameter]
    [ValueOf("KeyIdentifier")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.KeyCompleter))]
    public string? KeyIdentifier { get; set; }

    /// <summary>The vault's name. Default: the project's vault, else that of the key identifier.</summary>
    [Parameter]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.VaultCompleter))]
    public string? KeyVaultName { get; set; }

    /// <summary>The resource group that holds the vault. Default: what the project has.</summary>
    [Parameter]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ResourceGroupCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>The Azure subscription that holds the vault, a UUID. Default: what the project has.</summary>
    [Parameter]
    [AzureUuid("subscription ID", IsSubscription = true)]
    public Guid? SubscriptionId { get; set; }

    /// <summary>The Microsoft Entra tenant of the application that Atlas signs in with, a UUID. Default: what the project has.</summary>
    [Parameter]
    [AzureUuid("tenant ID")]
    public Guid? TenantId { get; set; }

    /// <summary>The application that Atlas signs in to Azure with: its client id as user name, its client secret as password. It is signed in once, to see whether the secret is in force and which object it is; nothing of it is kept.</summary>
    [Parameter]
    [Credential]
    public PSCredential? AzureCredential { get; set; }

    /// <summary>The role by which Atlas is to sign in instead, as its own service principal: 24 hexadecimal digits, as Register-AtlasAzureServicePrincipal shows it. Default: what the project has.</summary>
    [Parameter]
    [ValueOf("RoleId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.RoleCompleter))]
    public string? RoleId { get; set; }

    /// <summary>The object id of Atlas's identity in Microsoft Entra (of the service principal, not of the application), for rights to be looked up without its secret.</summary>
    [Parameter]
    [AzureUuid("object ID")]
    public Guid? AtlasObjectId { get; set; }

    /// <summary>The Azure cloud, as Atlas spells it. Default: what the project has, else that of the key identifier.</summary>
    [Parameter]
    [ValidateSet("AZURE", "AZURE_CHINA", "AZURE_US_GOVERNMENT")]
    public string? AzureEnvironment { get; set; }

    /// <summary>Checks as if private networking were required, or with -RequirePrivateNetworking:$false as if it were not. Default: as the project has it.</summary>
    [Parameter]
    public SwitchParameter RequirePrivateNetworking { get; set; }

    /// <summary>Asks each cluster for its search nodes, one request each. Not needed where the project encrypts all of them.</summary>
    [Parameter]
    public SwitchParameter IncludeSearchNodes { get; set; }

    /// <summary>Adds one object that says what keeps Atlas from using the key.</summary>
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
