using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>The shared part of Deny- and Remove-AtlasAkvPrivateEndpointConnection: a connection can be named by its name in the project's vault.</summary>
public abstract class NamedConnectionCmdletBase : ConnectionCmdletBase
{
    private const string ByName = "ByName";

    private readonly List<NamedConnection> _named = [];

    private protected NamedConnectionCmdletBase()
    {
    }

    /// <summary>The name of the connection in the project's vault.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName, Position = 0)]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ConnectionCompleter))]
    public string? Name { get; set; }

    private protected sealed override void Decide(NamedConnection connection) => _named.Add(connection);

    /// <summary>All connections are read and confirmed before the first change, because only together they show what clusters lose.</summary>
    private protected override void End()
    {
        var changes = Look();
        var losses = Losses(changes);
        foreach (var (session, change) in changes)
        {
            var loss = losses.Find(l => l.Changes.Contains(change))?.Loss;
            Pump.Start(session, IsForced, async item =>
                await change.AskAsync(loss is null ? "" : await loss.WordsAsync(change.Leaving!).ConfigureAwait(false), item).ConfigureAwait(false));
        }

        Pump.Finish();
        foreach (var loss in losses)
        {
            Run(loss.Project, loss.AskAgainAsync);
        }

        Pump.Finish();
        foreach (var (session, change) in changes)
        {
            Pump.Start(session, IsForced, async item => item.Emit(await change.CarryOutAsync().ConfigureAwait(false)));
        }
    }

    /// <summary>The connections that can be changed, each once.</summary>
    private List<(AtlasSession? Session, ConnectionChange Change)> Look()
    {
        var looked = new ConnectionChange?[_named.Count];
        foreach (var (named, index) in _named.Select((n, i) => (n, i)))
        {
            Pump.Start(named.Session.AtlasSession, IsForced, async _ =>
            {
                var change = Change(named.Session, await named.FindAsync().ConfigureAwait(false));
                await change.LookAsync().ConfigureAwait(false);
                looked[index] = change;
            });
        }

        Pump.Finish();
        return
        [
            .. _named.Zip(looked, (n, c) => (n.Session.AtlasSession, Change: c!)).Where(c => c.Change is not null)
                .DistinctBy(c => c.Change.Found.Id.ResourceId, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>What the clusters of each project lose. Without Atlas this is unknown, and each connection was named.</summary>
    private List<ProjectLoss> Losses(IEnumerable<(AtlasSession? Session, ConnectionChange Change)> changes) =>
    [
        .. changes.Where(c => c.Change.Leaving is not null)
            .GroupBy(c => OfFirstSession(ContextOf(c.Session).Project(c.Change.Leaving!.ProjectId!)), c => c.Change)
            .Select(g => new ProjectLoss(g.Key, [.. g])),
    ];

    private protected override IEnumerable<ConnectionRequest> Requests(AtlasSession? session) =>
        ParameterSetName == ByName ? [new(null, Name!.Trim(), null, false)] : base.Requests(session);

    /// <summary>The connections of one project that its clusters may need.</summary>
    private sealed class ProjectLoss(ProjectContext project, IReadOnlyList<ConnectionChange> changes)
    {
        public ProjectContext Project => project;

        public IReadOnlyList<ConnectionChange> Changes => changes;

        public EndpointRemovalImpact Loss { get; } = new(project, [.. changes.Select(c => c.Leaving!)], project.EndpointsNowAsync);

        public async Task AskAgainAsync(WorkItem item)
        {
            var accepted = changes.Where(c => c.IsAccepted).ToList();
            var isConfirmed = await Loss.ConfirmAsync([.. accepted.Select(c => c.Leaving!)], item).ConfigureAwait(false);
            accepted.ForEach(c => c.IsAccepted = isConfirmed);
        }
    }
}
