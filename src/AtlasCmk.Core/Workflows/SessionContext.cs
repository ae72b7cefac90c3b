using System.Collections.Concurrent;
using System.Security;
using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>The context of one command in a session: its services, log and clock. A service is opened at first use.</summary>
internal sealed class SessionContext
{
    /// <summary>The number of projects whose reads are shared, so that the memory does not grow with the projects. Atlas allows 250 in an organization.</summary>
    internal const int MostProjects = 1000;

    private readonly Lazy<IAtlasApi> _atlas;
    private readonly Lazy<IKeyVaultApi> _keyVault;
    private readonly Lazy<IKeyVaultKeysApi> _keys;
    private readonly Lazy<IEntraApi> _entra;
    private readonly Lazy<ApplicationSecretReads> _applications;
    private readonly Lazy<VisibleProjects> _visibleProjects;
    private readonly Lazy<Task<ReadResult<AzureIdentity>>> _caller;
    private readonly ConcurrentDictionary<string, ProjectContext> _projects = new();
    private readonly ConcurrentQueue<string> _inOrder = new();

    public SessionContext(IAtlasConnection connection, IOperationLog log, TimeProvider time, CancellationToken cancellation)
    {
        _atlas = new(() => connection.OpenAtlas(log));
        _keyVault = new(() => connection.OpenKeyVault(log));
        _keys = new(() => connection.OpenKeys(log));
        _entra = new(() => new SecretsTriedOnce(connection.OpenEntra(log)));
        _applications = new(() => new(connection.OpenApplications(log), this));
        _visibleProjects = new(() => new(Atlas, AtlasSession?.Names, cancellation));
        _caller = new(() => ReadResult.FromAsync(() => Entra.IdentifySessionAsync(cancellation)));
        (Log, Time, Cancellation) = (log, time, cancellation);
    }

    /// <summary>The session. Null if the environment signs in to Azure.</summary>
    public AtlasSession? AtlasSession { get; init; }

    public IAtlasApi Atlas => _atlas.Value;

    /// <summary>Key Vault's control plane, through Azure Resource Manager.</summary>
    public IKeyVaultApi KeyVault => _keyVault.Value;

    /// <summary>The keys of a vault. The vault's network rules apply.</summary>
    public IKeyVaultKeysApi Keys => _keys.Value;

    public IEntraApi Entra => _entra.Value;

    public IOperationLog Log { get; }

    public TimeProvider Time { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>The projects that the session can read. Each is read at most once.</summary>
    public VisibleProjects VisibleProjects => _visibleProjects.Value;

    /// <summary>The signed-in Azure identity, read once.</summary>
    public Task<ReadResult<AzureIdentity>> CallerAsync() => _caller.Value;

    /// <summary>The client secrets that can sign in as an application, read once for all projects that use it.</summary>
    /// <param name="cloud">The project's cloud.</param>
    /// <param name="clientId">The application's client ID.</param>
    public Task<ReadResult<ApplicationSecrets>> SecretsOfAsync(AzureCloud cloud, string clientId) => _applications.Value.OfAsync(cloud, clientId);

    /// <summary>The context of a project. If its name is unknown, the list of projects is read beside the first requests of the command.</summary>
    public ProjectContext Project(string projectId)
    {
        if (AtlasSession is { AsksAtlas: true, Names: var names })
        {
            names.ReadFor(projectId, () => VisibleProjects.ListAsync());
        }

        if (_projects.TryGetValue(projectId, out var known))
        {
            return known;
        }

        // The objects of a project usually follow each other, so the oldest ones are no longer needed.
        var project = _projects.GetOrAdd(projectId, new ProjectContext(this, projectId));
        _inOrder.Enqueue(projectId);
        while (_inOrder.Count > MostProjects && _inOrder.TryDequeue(out var oldest))
        {
            _projects.TryRemove(oldest, out _);
        }

        return project;
    }

    /// <summary>The projects that the session can list, by name.</summary>
    /// <param name="anew">Whether names that an earlier command read are not sufficient.</param>
    /// <exception cref="AtlasCmkException">Atlas does not list them.</exception>
    public async Task<IReadOnlyList<KnownProject>> ProjectsByNameAsync(bool anew)
    {
        var names = AtlasSession!.Names;
        if ((anew || !names.IsWhole) && await VisibleProjects.ListAsync().ConfigureAwait(false) is { IsKnown: false, Failure: { } failure })
        {
            throw failure;
        }

        return names.All;
    }

    /// <summary>Reads the names of the organizations, once in a session.</summary>
    /// <returns>Whether the names could be read, in this session so far.</returns>
    public async Task<bool> OrganizationsAsync()
    {
        var names = AtlasSession!.Names;
        await names.ReadOrganizations(async () =>
        {
            foreach (var (id, name) in await Atlas.ListOrganizationsAsync(Cancellation).ConfigureAwait(false))
            {
                names.LearnOrganization(id, name);
            }
        }).ConfigureAwait(false);
        return names.KnowsOrganizations;
    }

    /// <summary>The vault, if its access configuration is completely known. An unknown part could be Atlas's access.</summary>
    public async Task<KeyVaultSettings> VaultAsync(KeyVaultReference vault)
    {
        var settings = await KeyVault.GetVaultAsync(vault, Cancellation).ConfigureAwait(false) ?? throw KeyAccessErrors.VaultUnknown(vault);
        return settings.AccessGap is { } gap ? throw KeyAccessErrors.VaultAccessUnknown(vault, gap) : settings;
    }
}

/// <summary>Checks each client secret once per command. The result of Microsoft Entra applies to every project.</summary>
/// <remarks>Entra locks an account after several failures, and twenty projects would cause twenty failures.</remarks>
internal sealed class SecretsTriedOnce(IEntraApi entra) : IEntraApi
{
    private readonly ConcurrentDictionary<(string Cloud, string Tenant, string Client, SecureString Secret), Lazy<Task<AzureIdentity>>> _tried = new();

    public Task<AzureIdentity> CheckClientSecretAsync(AzureCloud cloud, string tenantId, string clientId, SecureString clientSecret, CancellationToken cancellation) =>
        _tried.GetOrAdd((cloud.Name, tenantId.ToUpperInvariant(), clientId.ToUpperInvariant(), clientSecret),
            _ => new(() => entra.CheckClientSecretAsync(cloud, tenantId, clientId, clientSecret, cancellation))).Value;

    public Task<AzureIdentity> IdentifySessionAsync(CancellationToken cancellation) => entra.IdentifySessionAsync(cancellation);
}
