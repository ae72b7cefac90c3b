using System.Management.Automation;
using AtlasCmk.Sessions;

namespace AtlasCmk.Commands;

/// <summary>Ends a session: revokes its token and erases its secrets from memory.</summary>
/// <remarks>
/// <para>Without -Session, it ends the session that Connect-Atlas created in this runspace. Removing the module also ends all sessions of the runspace. A
/// session that other runspaces use, as in ForEach-Object -Parallel, ends for them too. Ending an ended session does nothing.</para>
/// <para>A service account's token is revoked with one request, which takes at most five seconds. A warning tells you if it could not be revoked. A process
/// that exits does not revoke the token, which stays valid for up to an hour: end long jobs with Disconnect-Atlas.</para>
/// </remarks>
/// <example>
/// <para>End the session at the end of a job</para>
/// <code>Disconnect-Atlas</code>
/// </example>
/// <example>
/// <para>End every session of this runspace</para>
/// <code>Get-AtlasSession -All | ForEach-Object { Disconnect-Atlas -Session $_ }</code>
/// </example>
/// <note>Atlas: no role. Azure: none.</note>
/// <error>NotConnected SessionFromAnotherProcess</error>
/// <seealso cref="ConnectAtlasCommand"/>
/// <seealso href="https://www.mongodb.com/docs/atlas/configure-api-access/">Atlas: API keys and service accounts</seealso>
[Cmdlet(VerbsCommunications.Disconnect, "Atlas")]
[OutputType(typeof(void))]
public sealed class DisconnectAtlasCommand : AtlasCmdletBase
{
    /// <summary>The session to end. Default: the one that Connect-Atlas created in this runspace.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [LiveSession]
    [ValidateNotNull]
    public AtlasSession? Session { get; set; }

    private protected override void Process()
    {
        var sessions = RunspaceSessions.Current;
        var session = Session ?? sessions.Default ?? throw SessionErrors.NotConnected();
        sessions.Forget(session);
        Pump.Start(session, false, _ => session.EndAsync(Pump, Cancellation));
    }
}
