using System.Net;

namespace AtlasCmk.Sandbox.World;

/// <summary>
/// One organization at Atlas, one tenant at Azure, and what they do to each other. No protocol lives here: the
/// faces translate. Everything goes through <see cref="Do{T}"/>, under one lock, after what is due has happened.
/// </summary>
internal sealed class SandboxWorld
{
    private readonly Lock _lock = new();
    private readonly Agenda _agenda;
    private bool _happening;

    /// <param name="options">What the world is made of.</param>
    /// <param name="machine">The machine's clock, from which the world takes its own.</param>
    public SandboxWorld(SandboxOptions options, TimeProvider machine)
    {
        Options = options;
        Clock = new WorldClock(machine, options.Speed);
        _agenda = new Agenda(Clock);
        Durations = new Durations(options.Provisioning);
        Ids = new SeededIds(options.Seed);
        Cloud = CloudEndpoints.Named(options.AzureEnvironment);
        Feed = new ActivityFeed(this);
        Endpoints = new EndpointLifecycle(this);
        Clusters = new ClusterLifecycle(this);
        Keys = new KeyRing(this);
        KeyWatch = new KeyWatch(this);
        TimePassing = new TimePassing(this);
        (Organization, Tenant) = Genesis.Populate(this);
        KeyWatch.Start();
    }

    public SandboxOptions Options { get; }

    public Durations Durations { get; }

    public SeededIds Ids { get; }

    public CloudEndpoints Cloud { get; }

    public Organization Organization { get; }

    public AzureTenant Tenant { get; }

    public AzureSubscription Subscription => Tenant.Subscription;

    public List<Project> Projects { get; } = [];

    public List<ApiCredential> Credentials { get; } = [];

    /// <summary>The address that Atlas's control plane comes from when it uses the public network.</summary>
    public IPAddress AtlasAddress { get; } = IPAddress.Parse("198.51.100.7");

    /// <summary>While Atlas upgrades itself, it only lets read.</summary>
    public bool IsUpgrading { get; set; }

    /// <summary>Grows when all digest nonces given out so far are to be taken as expired.</summary>
    public int NonceEpoch { get; set; }

    /// <summary>Capacities that replace the published ones, by the name of the endpoint set.</summary>
    public Dictionary<string, int> RateLimits { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What Atlas is going to refuse whatever the world is like, in the order of being told so.</summary>
    public List<PlannedRefusal> Refusals { get; } = [];

    public ArmManners Arm { get; } = new();

    public ActivityFeed Feed { get; }

    public EndpointLifecycle Endpoints { get; }

    public ClusterLifecycle Clusters { get; }

    public KeyRing Keys { get; }

    public KeyWatch KeyWatch { get; }

    public TimePassing TimePassing { get; }

    public DateTimeOffset Now => _agenda.Now;

    public WorldClock Clock { get; }

    public Project? FindProject(string id) => Projects.Find(p => p.Id == id);

    public ApiCredential? FindCredential(string id) => Credentials.Find(c => c.Id == id);

    public T Do<T>(Func<T> action)
    {
        lock (_lock)
        {
            LetItHappen();
            return action();
        }
    }

    public void Do(Action action) => Do(() =>
    {
        action();
        return true;
    });

    public void After(TimeSpan delay, Action happening) => _agenda.After(delay, happening);

    private void LetItHappen()
    {
        if (_happening)
        {
            return;
        }

        _happening = true;
        try
        {
            _agenda.RunDue();
        }
        finally
        {
            _happening = false;
        }
    }
}
