using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Shows the encryption settings of a project that uses Azure Key Vault, and whether Atlas can use the key.</summary>
/// <remarks>
/// <para>Reading the settings makes Atlas check the key, so Valid is current. With private networking the data nodes check it, so the result can be slightly
/// delayed. The client secret is never returned.</para>
/// <para>A project can name its key without a version (FollowsLatestVersion). Atlas then changes to a newer enabled version automatically. Disabling one
/// version does not freeze the data, because Atlas falls back to the previous version. Only Atlas events show when a version change has taken effect.</para>
/// <para>With -ResolveKeyVersion, one Azure request per such project shows the latest enabled version (ResolvedKeyIdentifier). If Azure does not return it, a
/// warning says why, and the property stays empty. Atlas does not report whether it already uses that version.</para>
/// </remarks>
/// <example>
/// <para>Show the settings of the session's project</para>
/// <code>Get-AtlasEncryptionAtRest</code>
/// </example>
/// <example>
/// <para>List the projects whose key Atlas cannot use</para>
/// <code>Get-AtlasProject | Get-AtlasEncryptionAtRest | Where-Object { $_.Enabled -and -not $_.Valid }</code>
/// </example>
/// <example>
/// <para>Show the key version of each project, including projects that follow the latest version</para>
/// <code>Get-AtlasProject | Get-AtlasEncryptionAtRest -ResolveKeyVersion | ForEach-Object ResolvedKeyIdentifier</code>
/// </example>
/// <note>Atlas: Project Read Only. Azure: none; with -ResolveKeyVersion, Reader on the vault.</note>
/// <error>ProjectMissing NoAccessToProject RoleTooSmall</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasEncryptionAtRest")]
[OutputType(typeof(EncryptionAtRest))]
public sealed class GetAtlasEncryptionAtRestCommand : AtlasProjectCmdletBase
{
    /// <summary>Gets the version that the key resolves to from Azure, for projects that name a key without a version. Other projects cost no request.</summary>
    [Parameter]
    public SwitchParameter ResolveKeyVersion { get; set; }

    /// <summary>Only projects with a customer-managed key in Azure Key Vault. -Enabled:$false emits the others.</summary>
    [Parameter]
    public SwitchParameter Enabled { get; set; }

    /// <summary>Only projects that use one of these vaults. Wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.VaultCompleter))]
    public string[]? KeyVaultName { get; set; }

    private protected override void Process()
    {
        var enabled = Given(nameof(Enabled), Enabled);
        var vaults = KeyVaultName is null ? null : new WildcardChoice(KeyVaultName);
        foreach (var project in Projects)
        {
            Run(project, async _ =>
            {
                // Projects that are filtered out cost no request to Azure.
                var encryption = await new ReadEncryptionAtRest(project).RunAsync(false).ConfigureAwait(false);
                return (enabled ?? encryption.Enabled) == encryption.Enabled && vaults?.Includes(encryption.KeyVaultName) is not false
                    ? ResolveKeyVersion ? await new ReadEncryptionAtRest(project).ResolvedAsync(encryption).ConfigureAwait(false) : encryption
                    : null;
            });
        }
    }
}
