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

    public IReadOnlyList<AtlasSession> All => [.. _sessions.Where(s => !s.IsDisconnected)];

    public void Add(AtlasSession session) => _sessions.Add(session);

    /// <summary>Makes a session the default.</summary>
    /// <returns>The one whose place it takes, and which nobody would find any more; null where there was none.</returns>
    public AtlasSession? Replace(AtlasSession session)
    {
        var before = Default;
        if (before is not null)
        {
            Forget(before);
        }

        Add(session);
        Default = session;
        return before is { IsDisconnected: false } ? before : null;
    }

    /// <summary>Forgets a session, which goes on for others who hold it until it is ended.</summary>
    public void Forget(AtlasSession session)
    {
        _sessions.Remove(session);
        if (Default == session)
        {
            Default = null;
        }
    }

    /// <summary>Ends the sessions that were made here, all at once, and within the seconds that one may take.</summary>
    public void End()
    {
        var sessions = All;
        _sessions.Clear();
        Default = null;
        Task.Run(() => Task.WhenAll(sessions.Select(s => s.EndAsync(SilentLog.Instance, CancellationToken.None)))).GetAwaiter().GetResult();
    }
}
