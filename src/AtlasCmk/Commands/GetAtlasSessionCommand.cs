using System.Management.Automation;
using AtlasCmk.Sessions;

namespace AtlasCmk.Commands;

/// <summary>Shows the session that cmdlets of this runspace use, or all sessions that were made in it.</summary>
/// <remarks>
/// <para>It shows whose session it is, for which project, where Atlas is asked, and how Azure is signed in to; a session with a Sandbox names its file. No secret is shown. Without a session there is no output.</para>
/// </remarks>
/// <example>
/// <para>See who is connected</para>
/// <code>Get-AtlasSession</code>
/// </example>
/// <example>
/// <para>Every session of this runspace that is still alive</para>
/// <code>Get-AtlasSession -All | Where-Object IsDisconnected -eq $false</code>
/// </example>
/// <note>Atlas: no role, and Azure: none, since neither is asked.</note>
/// <error>NotConnected</error>
/// <seealso cref="ConnectAtlasCommand"/>
/// <seealso href="https://www.mongodb.com/docs/atlas/configure-api-access/">Atlas: API keys and service accounts</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasSession")]
[OutputType(typeof(AtlasSession))]
public sealed class GetAtlasSessionCommand : AtlasCmdletBase
{
    /// <summary>All sessions of this runspace, not only the default one.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    private protected override void End()
    {
        var sessions = RunspaceSessions.Current;
        if (All)
        {
            WriteObject(sessions.All, enumerateCollection: true);
        }
        else if (sessions.Default is { } session)
        {
            WriteObject(session);
        }
    }
}
