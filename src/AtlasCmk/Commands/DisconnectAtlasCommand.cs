using System.Management.Automation;
using AtlasCmk.Sessions;

namespace AtlasCmk.Commands;

/// <summary>Ends a session: revokes its token, and forgets its secrets.</summary>
/// <remarks>
/// <para>Without -Session it ends the session that Connect-Atlas made in this runspace. Removing the module ends all sessions of the runspace too. A session that other runspaces use, as in ForEach-Object -Parallel, ends for them as well. To end one that is ended already does nothing.</para>
/// <para>The token of a service account is revoked, which takes one request and at most five seconds; a warning says where it could not be. A process that just exits revokes nothing, and the token lives on for up to an hour: long jobs end with Disconnect-Atlas.</para>
/// </remarks>
/// <example>
/// <para>End the session at the end of a job</para>
/// <code>Disconnect-Atlas</code>
/// </example>
/// <example>
/// <para>End every session of this runspace</para>
/// <code>Get-AtlasSession -All | ForEach-Object { Disconnect-Atlas -Session $_ }</code>
/// </example>
/// <note>Atlas: no role. Azure: none, since nothing is asked of it.</note>
/// <error>NotConnected SessionFromAnotherProcess</error>
/// <seealso cref="ConnectAtlasCommand"/>
/// <seealso href="https://www.mongodb.com/docs/atlas/configure-api-access/">Atlas: API keys and service accounts</seealso>
[Cmdlet(VerbsCommunications.Disconnect, "Atlas")]
[OutputType(typeof(void))]
public sealed class DisconnectAtlasCommand : AtlasCmdletBase
{
    /// <summary>The session to end. Default: the one that Connect-Atlas made in this runspace.</summary>
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
