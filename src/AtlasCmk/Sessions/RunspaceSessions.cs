using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace AtlasCmk.Sessions;

/// <summary>The sessions that were created in one runspace, and its default session.</summary>
internal sealed class RunspaceSessions
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSessions> s_all = [];

    private readonly List<AtlasSession> _sessions = [];

    /// <summary>The sessions of this thread's runspace; they are released with the runspace.</summary>
    public static RunspaceSessions Current => s_all.GetOrCreateValue(Runspace.DefaultRunspace);

    public AtlasSession? Default { get; private set; }

    public IReadOnlyList<AtlasSession> All => [.. _sessions.Where(s => !s.IsDisconnected)];

    public void Add(AtlasSession session) => _sessions.Add(session);

    /// <summary>Makes a session the default.</summary>
    /// <returns>The previous default, which can no longer be found; null if there was none.</returns>
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

    /// <summary>Removes a session from the list; it stays usable elsewhere until it ends.</summary>
    public void Forget(AtlasSession session)
    {
        _sessions.Remove(session);
        if (Default == session)
        {
            Default = null;
        }
    }

    /// <summary>Ends all sessions of the runspace concurrently, within the time limit of one.</summary>
    public void End()
    {
        var sessions = All;
        _sessions.Clear();
        Default = null;
        Task.Run(() => Task.WhenAll(sessions.Select(s => s.EndAsync(SilentLog.Instance, CancellationToken.None)))).GetAwaiter().GetResult();
    }
}
