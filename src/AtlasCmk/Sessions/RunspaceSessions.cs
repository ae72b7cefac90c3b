using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace AtlasCmk.Sessions;

/// <summary>The sessions of one runspace: those that were made in it, and the one that cmdlets use where none is given.</summary>
internal sealed class RunspaceSessions
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSessions> s_all = [];

    private readonly List<AtlasSession> _sessions = [];

    /// <summary>Of the runspace that runs on this thread; it dies with the runspace.</summary>
    public static RunspaceSessions Current => s_all.GetOrCreateValue(Runspace.DefaultRunspace);

    public AtlasSession? Default { get; private set; }

    public IReadOnlyList<AtlasSession> All => [.. _sessions];

    public void Add(AtlasSession session, bool asDefault)
    {
        _sessions.Add(session);
        if (asDefault)
        {
            Default = session;
        }
    }

    public void Disconnect(AtlasSession session)
    {
        session.Disconnect();
        _sessions.Remove(session);
        if (Default == session)
        {
            Default = null;
        }
    }

    public void Clear()
    {
        foreach (var session in All)
        {
            Disconnect(session);
        }
    }
}
