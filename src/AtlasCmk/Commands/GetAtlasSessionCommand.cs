using System.Management.Automation;
using AtlasCmk.Pipeline;
using AtlasCmk.Sessions;

namespace AtlasCmk.Commands;

/// <summary>Shows the current session of this runspace, or all sessions that were created in it.</summary>
/// <remarks>
/// <para>It shows the public key or client ID, the project, the Atlas address and the Azure sign-in method. A Sandbox session also shows its file. Secrets are
/// never shown. Without a session there is no output.</para>
/// </remarks>
/// <example>
/// <para>Show the current session</para>
/// <code>Get-AtlasSession</code>
/// </example>
/// <example>
/// <para>List every session of this runspace that is still connected</para>
/// <code>Get-AtlasSession -All | Where-Object IsDisconnected -eq $false</code>
/// </example>
/// <example>
/// <para>List the projects of every session whose name begins with bank</para>
/// <code>$null = New-AtlasSession -Sandbox $Sandbox -Name bank-test
/// Get-AtlasSession -Name 'bank*' | Get-AtlasProject</code>
/// </example>
/// <note>Atlas: no role. Azure: none.</note>
/// <error>NotConnected SessionNameUnknown</error>
/// <seealso cref="ConnectAtlasCommand"/>
/// <seealso href="https://www.mongodb.com/docs/atlas/configure-api-access/">Atlas: API keys and service accounts</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasSession")]
[OutputType(typeof(AtlasSession))]
public sealed class GetAtlasSessionCommand : AtlasCmdletBase
{
    /// <summary>Lists all sessions of this runspace, not only the default one.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>The names of sessions of this runspace, with wildcards: what -Name of Connect-Atlas and New-AtlasSession gave them. A name without wildcards that no
    /// session has is an error.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateText]
    public string[]? Name { get; set; }

    private protected override void End()
    {
        var sessions = RunspaceSessions.Current;
        if (Name is not null)
        {
            var choice = new WildcardChoice(Name);
            WriteObject(sessions.All.Where(s => s.Name is not null && choice.Includes(s.Name)), enumerateCollection: true);
            foreach (var missing in WildcardChoice.Missing(Name, sessions.All.Select(s => s.Name ?? "")))
            {
                Pump.Start(null, false, _ => Task.FromException(SessionErrors.SessionNameUnknown(missing)));
            }
        }
        else if (All)
        {
            WriteObject(sessions.All, enumerateCollection: true);
        }
        else if (sessions.Default is { } session)
        {
            WriteObject(session);
        }
    }
}
