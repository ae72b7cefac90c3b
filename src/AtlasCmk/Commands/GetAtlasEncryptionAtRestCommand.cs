using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Shows how a project is encrypted with a key in Azure Key Vault, and whether Atlas can use the key.</summary>
/// <remarks>
/// <para>Asking makes Atlas look at the key, so Valid is as of now; under private networking the data nodes look, and the answer may lag a little. The client secret is never returned.</para>
/// <para>A project can name its key without a version (FollowsLatestVersion). Atlas then changes to a newer enabled version by itself. Disabling one version is no freeze, since Atlas falls back to the version before it. Only Atlas's events show when a change has arrived.</para>
/// <para>Azure is asked only with -ResolveKeyVersion, and only for such a project: one request shows the latest enabled version (ResolvedKeyIdentifier). If Azure does not show it, a warning says why, and the property stays empty. Atlas does not say whether it uses that version already.</para>
/// </remarks>
/// <example>
/// <para>The session's project</para>
/// <code>Get-AtlasEncryptionAtRest</code>
/// </example>
/// <example>
/// <para>Projects whose key Atlas cannot use</para>
/// <code>Get-AtlasProject | Get-AtlasEncryptionAtRest | Where-Object { $_.Enabled -and -not $_.Valid }</code>
/// </example>
/// <example>
/// <para>The key version of each project, also where Atlas follows the latest one</para>
/// <code>Get-AtlasProject | Get-AtlasEncryptionAtRest -ResolveKeyVersion | ForEach-Object ResolvedKeyIdentifier</code>
/// </example>
/// <note>Atlas: Project Read Only. Azure: none; with -ResolveKeyVersion, Reader on the vault.</note>
/// <error>ProjectMissing NoAccessToProject RoleTooSmall</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasEncryptionAtRest")]
[OutputType(typeof(EncryptionAtRest))]
public sealed class GetAtlasEncryptionAtRestCommand : AtlasProjectCmdletBase
{
    /// <summary>Asks Azure which version the key resolves to, where a project names its key without a version. Other projects cost no request.</summary>
    [Parameter]
    public SwitchParameter ResolveKeyVersion { get; set; }

    private protected override void Process()
    {
        foreach (var project in Projects)
        {
            Run(project, _ => new ReadEncryptionAtRest(project).RunAsync(ResolveKeyVersion));
        }
    }
}
