using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Lists the versions of a key in a project's vault: state, age, expiry, and whether Atlas can use each one.</summary>
/// <remarks>
/// <para>The list comes from Azure Resource Manager, not from the vault. So it works from anywhere, even if the vault allows private endpoints only. It never shows key material.</para>
/// <para>Atlas keeps using the version that it was given, even if Key Vault's rotation policy creates a newer one. State is Current for the version in use, and
/// Usable for one that the project could rotate to. A usable version is enabled, active, valid for more than 48 hours, RSA, and allowed to encrypt and decrypt.
/// Reason lists every problem.</para>
/// <para>A project can also name its key without a version. Atlas then follows the latest enabled version: IsInUse is true for that version, and empty for the others.</para>
/// </remarks>
/// <example>
/// <para>List the versions of the project's key, newest first</para>
/// <code>Get-AtlasAkvKey</code>
/// </example>
/// <example>
/// <para>Check whether the version in use is older than 90 days</para>
/// <code>Get-AtlasAkvKey | Where-Object IsInUse | Where-Object AgeInDays -gt 90</code>
/// </example>
/// <example>
/// <para>Show why a version is not usable</para>
/// <code>(Get-AtlasAkvKey -KeyIdentifier $key).Reason</code>
/// </example>
/// <note>Atlas: Project Read Only. Azure: Reader on the vault.</note>
/// <error>
/// NotEnabledForProject KeyNotUnderstood KeyNotNamed VaultNotNamed VaultNotConfigured KeyIdentifierInvalid KeyNotInProjectsVault KeyUnknown KeyVersionUnknown
/// VaultInAnotherCloud AzureSignInFailed AzureTokenExpired AzureTokenRefused AzureWrongTenant AzureRoleTooSmall SubscriptionNotFound
/// ResourceGroupNotFound VaultNotFound AzureThrottled AzureServerError AzureApiError
/// AzContextMissing AzContextMoved AzContextGivesNoToken
/// </error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-azure-kms/">Atlas: manage customer keys with Azure Key Vault</seealso>
/// <seealso href="https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation">Azure: configure key auto-rotation in Azure Key Vault</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasAkvKey", DefaultParameterSetName = KeySet)]
[OutputType(typeof(AkvKeyVersion))]
public sealed class GetAtlasAkvKeyCommand : AtlasProjectCmdletBase
{
    private const string KeySet = "Key";
    private const string VersionSet = "Version";

    /// <summary>The names of keys in the project's vault. Default: the key that the project uses.</summary>
    [Parameter(ParameterSetName = KeySet)]
    [ValidateName]
    public string[]? KeyName { get; set; }

    /// <summary>Key versions in the project's vault, as full URLs: https://{vault}.vault.azure.net/keys/{name}/{version}.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VersionSet)]
    [ValueOf("KeyIdentifier")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.KeyVersionCompleter))]
    public string[]? KeyIdentifier { get; set; }

    private protected override void Process()
    {
        var versions = KeyIdentifier?.Select(KeyIdentifierReading.Parse).ToList();
        string?[] names = KeyName ?? (string?[])[null];
        foreach (var project in Projects)
        {
            var keys = new ProjectKeys(project);
            versions?.ForEach(version => Run(project, _ => keys.FindAsync(version)));
            foreach (var name in versions is null ? names : [])
            {
                Run(project, async item =>
                {
                    foreach (var version in await keys.ListAsync(name).ConfigureAwait(false))
                    {
                        item.Emit(version);
                    }
                });
            }
        }
    }
}
