using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Rotation;

/// <summary>Follows one cluster through a rotation. Atlas does not report a rotation for a cluster, only that it leaves IDLE and returns.</summary>
internal sealed class ClusterRotation
{
    private readonly string _name;
    private string _stateName;
    private bool _mayStart;
    private bool _running;
    private bool _paused;
    private int _missing;
    private TimeSpan _waitingSince;
    private DateTimeOffset? _startedAt;
    private DateTimeOffset? _completedAt;

    /// <param name="cluster">The cluster before the rotation.</param>
    /// <param name="changedNow">Whether the key changes now. Then an update that was already running is something else.</param>
    /// <param name="elapsed">The time on the rotation's clock.</param>
    public ClusterRotation(AtlasCluster cluster, bool changedNow, TimeSpan elapsed)
    {
        _name = cluster.Name;
        _stateName = cluster.StateName;
        _paused = cluster.Paused;
        _mayStart = !changedNow || IsIdle(cluster);
        _waitingSince = elapsed;
    }

    public string Name => _name;

    public void Observe(IReadOnlyList<AtlasCluster> clusters, ElapsedClock clock)
    {
        if (clusters.FirstOrDefault(c => c.Name == _name) is not { } cluster)
        {
            _missing++;
            return;
        }

        _missing = 0;
        _stateName = cluster.StateName;
        _paused = cluster.Paused;
        if (!IsIdle(cluster))
        {
            _running = _mayStart;
            _startedAt ??= _running ? clock.Now : null;
        }
        else if (_running)
        {
            _running = false;
            _completedAt = clock.Now;
        }
        else if (!_mayStart)
        {
            _mayStart = true;
            _waitingSince = clock.Elapsed;
        }
    }

    /// <summary>One list can omit it by mistake, but not two in a row.</summary>
    private bool IsGone => _missing > 1;

    /// <summary>Whether it is finished: it has returned, it cannot start, or it did not start in time.</summary>
    public bool IsSettled(TimeSpan settling, ElapsedClock clock) =>
        IsGone || (_missing == 0 && (_paused || (!_running && _mayStart && (_completedAt is not null || clock.Elapsed - _waitingSince >= settling))));

    public KeyRotationCluster Result => new(_name, State, _stateName) { StartedAt = _startedAt, CompletedAt = _completedAt };

    /// <summary>Its status, for progress.</summary>
    public string Progress => _missing > 0 ? "gone" : _paused ? "paused" : $"{_stateName}{(_startedAt is null ? ", not seen to start" : "")}";

    public override string ToString() => $"{_name} {Progress}";

    private string State =>
        IsGone ? RotationState.Gone
        : _completedAt is not null ? RotationState.Completed
        : _paused ? RotationState.Paused
        : RotationState.NotSeen;

    private static bool IsIdle(AtlasCluster cluster) => cluster.StateName == "IDLE";
}
