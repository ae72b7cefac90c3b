using System.Management.Automation;
using AtlasCmk.Sessions;

namespace AtlasCmk.Commands;

/// <summary>Ends a session, and forgets its secrets.</summary>
/// <remarks>
/// <para>Without -Session it ends the session that Connect-Atlas made in this runspace. Removing the module ends all sessions of the runspace too.</para>
/// </remarks>
/// <example>
/// <para>End the session at the end of a job</para>
/// <code>Disconnect-Atlas</code>
/// </example>
/// <seealso cref="ConnectAtlasCommand"/>
[Cmdlet(VerbsCommunications.Disconnect, "Atlas")]
[OutputType(typeof(void))]
public sealed class DisconnectAtlasCommand : AtlasCmdlet
{
    /// <summary>The session to end. Default: the one that Connect-Atlas made in this runspace.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public AtlasSession? Session { get; set; }

    private protected override void Process()
    {
        var sessions = RunspaceSessions.Current;
        sessions.Disconnect(Session ?? sessions.Default ?? throw Failures.NotConnected());
    }
}
