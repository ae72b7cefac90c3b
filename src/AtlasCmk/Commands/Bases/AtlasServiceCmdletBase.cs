using System.Management.Automation;
using AtlasCmk.Isolation;
using AtlasCmk.Sessions;

namespace AtlasCmk.Commands;

/// <summary>The base of cmdlets that use a session, whichever parameter names it.</summary>
/// <error>
/// NotConnected SessionEnded NotConnectedToAtlas SessionsDiffer SessionFromAnotherProcess InputNotUnderstood ValueNotInObject WrongApiKey
/// WrongServiceAccount AtlasTokenExpired AtlasTokenRefused ServiceAccountRefused NoAccessToProject AddressNotOnAccessList AccessRefused
/// DigestNonceRefused RoleTooSmall OrganizationInactive OrganizationSuspended RateLimited AtlasServerError AtlasApiError AtlasUpgrading
/// AtlasVersionRefused ServiceUnreachable UnreadableAnswer UntrustedAnswer RedirectRefused
/// </error>
public abstract class AtlasServiceCmdletBase : AtlasCmdletBase
{
    private ConnectionOptions? _surroundings;
    private readonly Dictionary<AtlasSession, SessionContext> _contexts = [];
    private SessionContext? _withoutSession;

    private protected AtlasServiceCmdletBase()
    {
    }

    /// <summary>The session that the caller named; null for the default.</summary>
    private protected abstract AtlasSession? NamedSession { get; }

    /// <summary>The piped object, which keeps its session.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public virtual PSObject? InputObject { get; set; }

    /// <summary>The piped object without PowerShell's wrapper.</summary>
    private protected object? Piped => InputObject?.BaseObject;

    /// <summary>The session of the current item: -Session, else the piped object's session, else this runspace's default.</summary>
    private protected AtlasSession CurrentSession => FindSession() ?? throw SessionErrors.NotConnected();

    private protected AtlasSession? FindSession()
    {
        LiveSessionAttribute.RefuseCopy(InputObject);
        var source = Piped as AtlasSession ?? (Piped as AtlasResource)?.Session;
        if (NamedSession is { } named && source is not null && named != source)
        {
            throw SessionErrors.SessionsDiffer(named, source);
        }

        var session = NamedSession ?? source ?? RunspaceSessions.Current.Default;
        return session is { IsDisconnected: true } ? throw SessionErrors.SessionEnded(session) : session;
    }

    private protected AtlasSession CurrentAtlasSession =>
        CurrentSession is { AsksAtlas: true } session ? session : throw SessionErrors.AzureOnlySession(CurrentSession);

    /// <summary>Without a session, the Az context or the environment provides the Azure sign-in.</summary>
    private protected ConnectionOptions Surroundings => _surroundings ??= AzSurroundings.Complete(this, new());

    private protected AzureCloud CloudOf(AtlasSession? session) => session is null ? Surroundings.AzureCloud : AzureCloud.Find(session.AzureEnvironment) ?? AzureCloud.Public;

    /// <summary>The context of a session, created once per command; without a session, from the environment.</summary>
    private protected SessionContext ContextOf(AtlasSession? session)
    {
        if (session is null)
        {
            return _withoutSession ??= new(Owned(ClientsBridge.Connect(Surroundings)), Pump, TimeProvider.System, Cancellation);
        }

        if (!_contexts.TryGetValue(session, out var context))
        {
            _contexts[session] = context = new(session.Connection, Pump, session.Time, Cancellation) { AtlasSession = session };
        }

        return context;
    }
}
