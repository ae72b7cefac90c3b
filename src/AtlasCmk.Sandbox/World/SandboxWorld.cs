using System.Net;

namespace AtlasCmk.Sandbox.World;

/// <summary>
/// Atlas organizations and one Azure tenant that affect each other. The faces implement the protocols.
/// Every access uses <see cref="Do{T}"/>, which takes a lock and first runs the events that are due.
/// </summary>
internal sealed class SandboxWorld
{
    private readonly Lock _lock = new();
    private readonly EventSchedule _schedule;
    private bool _isRunning;

    /// <param name="options">The options of the world.</param>
    /// <param name="machine">The machine's clock, from which the world's clock derives.</param>
    public SandboxWorld(SandboxOptions options, TimeProvider machine)
    {
        Options = options;
        Clock = new WorldClock(machine, options.Speed);
        _schedule = new EventSchedule(Clock);
        Durations = new Durations(options.Provisioning);
        Ids = new SeededIds(options.Seed);
        Cloud = CloudEndpoints.Named(options.AzureEnvironment);
        Feed = new ActivityFeed(this);
        Endpoints = new EndpointLifecycle(this);
        Clusters = new ClusterLifecycle(this);
        Keys = new KeyStore(this);
        KeyValidator = new KeyValidator(this);
        TimePassing = new TimePassing(this);
        RateLimits = new RateLimits(this) { IsSteady = options.SteadyRefill };
        options.RateLimits.ToList().ForEach(limit => RateLimits.Replace(limit.Name, limit.Capacity, limit.Refill));
        (Organizations, Tenant) = WorldSetup.Populate(this);
        KeyValidator.Start();
    }

    public SandboxOptions Options { get; }

    public Durations Durations { get; }

    public SeededIds Ids { get; }

    public CloudEndpoints Cloud { get; }

    public IReadOnlyList<Organization> Organizations { get; }

    /// <summary>The first organization, which is the only one of a world with at most 250 projects.</summary>
    public Organization Organization => Organizations[0];

    public AzureTenant Tenant { get; }

    public AzureSubscription Subscription => Tenant.Subscription;

    public WorldProjects Projects { get; } = [];

    public List<ApiCredential> Credentials { get; } = [];

    /// <summary>The address of Atlas's control plane on the public network.</summary>
    public IPAddress AtlasAddress { get; } = IPAddress.Parse("198.51.100.7");

    /// <summary>During an Atlas upgrade, only reads are allowed.</summary>
    public bool IsUpgrading { get; set; }

    /// <summary>Increases to expire all digest nonces that were issued before.</summary>
    public int NonceEpoch { get; set; }

    public RateLimits RateLimits { get; }

    /// <summary>Errors that Atlas will return regardless of the world's state, in order of creation.</summary>
    public List<PlannedRefusal> Refusals { get; } = [];

    public ResourceManagerBehavior Arm { get; } = new();

    public ActivityFeed Feed { get; }

    public EndpointLifecycle Endpoints { get; }

    public ClusterLifecycle Clusters { get; }

    public KeyStore Keys { get; }

    public KeyValidator KeyValidator { get; }

    public TimePassing TimePassing { get; }

    public DateTimeOffset Now => _schedule.Now;

    public WorldClock Clock { get; }

    public Project? FindProject(string id) => Projects.Find(id);

    public ApiCredential? FindCredential(string id) => Credentials.Find(c => c.Id == id);

    public T Do<T>(Func<T> action)
    {
        lock (_lock)
        {
            RunDueEvents();
            return action();
        }
    }

    public void Do(Action action) => Do(() =>
    {
        action();
        return true;
    });

    public void After(TimeSpan delay, Action action) => _schedule.After(delay, action);

    private void RunDueEvents()
    {
        if (_isRunning)
        {
            return;
        }

        _isRunning = true;
        try
        {
            _schedule.RunDue();
        }
        finally
        {
            _isRunning = false;
        }
    }
}
