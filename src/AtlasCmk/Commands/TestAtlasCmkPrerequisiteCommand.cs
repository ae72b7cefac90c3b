using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Checks all that customer-managed keys need, in Atlas and in Azure, for a project before or after it is enabled.</summary>
/// <remarks>
/// <para>One object for each check: the credentials and their role, the project, each cluster, the vault and its network, Atlas's identity and its rights, the key version, and the vault's connections. Status is Passed, Failed, Warning, or Unknown with the reason where nothing can tell: never Passed. Nothing is changed.</para>
/// <para>Before a project is enabled, give what Set-AtlasEncryptionAtRest will be given. For one that is, nothing is needed; what is given takes the place of what the project has, to see what a change would meet.</para>
/// <para>Rights are looked up for the object that Atlas's application is in Microsoft Entra. It shows when the application signs in: give its client id and secret with -AzureCredential, which also shows whether the secret is in force, or the object alone with -AtlasObjectId. Where Atlas signs in by a role, Atlas tells it. Without any of these, the sign-in and the rights on the key pass for a project whose key Atlas reports as valid, and are Unknown of any other; the right to read the vault, which Atlas's use of the key does not prove, is Unknown.</para>
/// <para>All reads are made at once, three round trips deep: seven or eight requests to Atlas and at most eight to Azure, however many clusters there are. One more to Atlas is made for each other project that the key sees, where a connection of the vault waits for a decision and is not this project's; and one for each cluster with -IncludeSearchNodes.</para>
/// <para>-Diagnose adds one object for a configuration that has stopped being valid: the first cause, what was ruled out, which clusters are at stake and until when, and the one command that mends it. It is about the settings that the project has: where something else is given, to see what a change would meet, these are read once more. A secret that Microsoft Entra refuses is no cause while Atlas reports the key as valid: then it is not the one that Atlas has.</para>
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
/// <note>The object ids of groups cannot be seen: rights that an access policy gives to a group are reported as missing, as a Warning where Atlas reports the key as valid.</note>
/// <error>KeyIdentifierInvalid ProjectMissing</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-kms-encryption/">Atlas: encryption at rest using customer key management</seealso>
/// <seealso cref="SetAtlasEncryptionAtRestCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "AtlasCmkPrerequisite")]
[OutputType(typeof(PrerequisiteCheck), typeof(CmkDiagnosis))]
public sealed class TestAtlasCmkPrerequisiteCommand : AtlasProjectCmdlet
{
    /// <summary>The key version to check, as a full URL: https://{vault}.vault.azure.net/keys/{name}/{version}. Default: the one that the project uses. One that cannot be used is a check that failed, and no error.</summary>
    [Parameter]
    [ValueOf("KeyIdentifier")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.KeyVersionCompleter))]
    public string? KeyIdentifier { get; set; }

    /// <summary>The vault's name. Default: the project's vault, else that of the key identifier.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.VaultCompleter))]
    public string? KeyVaultName { get; set; }

    /// <summary>The resource group that holds the vault. Default: what the project has.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.ResourceGroupCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>The Azure subscription that holds the vault, a UUID. Default: what the project has.</summary>
    [Parameter]
    public Guid? SubscriptionId { get; set; }

    /// <summary>The Microsoft Entra tenant of the application that Atlas signs in with, a UUID. Default: what the project has.</summary>
    [Parameter]
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
