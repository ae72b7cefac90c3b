using System.Globalization;
using System.Runtime.CompilerServices;
using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Suggestions;

/// <summary>Values for completion in a session: its projects, clusters, endpoints, connections, keys and roles, by ID.</summary>
internal sealed class SessionSuggestions(IAtlasConnection connection, TimeProvider time) : IDisposable
{
    private static readonly ConditionalWeakTable<AtlasSession, SessionSuggestions> s_ofSessions = new();

    private readonly CancellationTokenSource _end = new();
    private SuggestionCache<IReadOnlyList<Suggestion>>? _answers;

    private SuggestionCache<IReadOnlyList<Suggestion>> Answers => LazyInitializer.EnsureInitialized(ref _answers, () => new(time, _end.Token));

    /// <summary>The suggestions of a session: one object per session, so that later key presses reuse what was read.</summary>
    public static SessionSuggestions Of(AtlasSession session) => s_ofSessions.GetValue(session, static s =>
    {
        var suggestions = new SessionSuggestions(s.Connection, ScaledClock.MachineOf(s.Time));
        s.AtEnd(suggestions.Dispose);
        return suggestions;
    });

    public Task<IReadOnlyList<Suggestion>?> ProjectsAsync() => Answers.AskAsync("projects", async cancellation =>
    {
        var projects = new List<Suggestion>();
        await foreach (var project in connection.OpenAtlas(SuggestionLog.Instance).ListProjectsAsync(cancellation).ConfigureAwait(false))
        {
            projects.Add(new(project.ProjectId!, $"{project.Name}: {project.ClusterCount?.ToString(CultureInfo.InvariantCulture) ?? "?"} clusters, "
                + $"created {Day(project.Created)}") { Label = project.Name });
        }

        return [.. projects.OrderBy(p => p.Label, StringComparer.OrdinalIgnoreCase)];
    });

    public Task<IReadOnlyList<Suggestion>?> ClustersAsync(string projectId) => AskAsync("clusters", projectId, async project =>
    {
        var lists = await Task.WhenAll(
            project.Atlas.ListClustersAsync(projectId, project.Cancellation),
            project.Atlas.ListFlexClustersAsync(projectId, project.Cancellation)).ConfigureAwait(false);
        return lists.SelectMany(list => list).DistinctBy(c => c.Name).OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase)
            .Select(c => new Suggestion(c.Name, $"{c.InstanceSize} {c.StateName}{(c.Paused ? ", paused" : "")}, "
            + $"{(c.EncryptionAtRestProvider == EncryptionProvider.None ? "not encrypted with your key" : $"encrypted with a key of {c.EncryptionAtRestProvider}")}: {string.Join(", ", c.Regions)}"));
    });

    public Task<IReadOnlyList<Suggestion>?> EndpointsAsync(string projectId) => AskAsync("endpoints", projectId, async project =>
        (await project.EndpointsAtFirstAsync().ConfigureAwait(false)).OrderBy(e => e.RegionName, StringComparer.Ordinal)
            .Select(e => new Suggestion(e.EndpointId, $"{e.RegionName} {e.Status}") { Label = $"{e.RegionName} {e.Status}" }));

    public Task<IReadOnlyList<Suggestion>?> ConnectionsAsync(string projectId) => AskAsync("connections", projectId, async project =>
    {
        try
        {
            return (await new ProjectConnections(project).ListAsync().ConfigureAwait(false)).OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase)
                .Select(c => new Suggestion(c.Name, $"{c.Status}, {c.RegionName ?? "not listed by Atlas"}") { Names = [c.RegionName ?? "", c.Status] });
        }
        catch when (!project.Cancellation.IsCancellationRequested)
        {
            // If Azure does not respond, Atlas at least has the names of its connections.
            return (await project.EndpointsAtFirstAsync().ConfigureAwait(false)).Where(e => e.PrivateEndpointConnectionName is not null)
                .Select(e => new Suggestion(e.PrivateEndpointConnectionName!, $"{e.RegionName} {e.Status}") { Names = [e.RegionName] });
        }
    });

    public Task<IReadOnlyList<Suggestion>?> KeyVersionsAsync(string projectId) => AskAsync("keys", projectId, async project =>
        (await new ProjectKeys(project).ListAsync(null).ConfigureAwait(false))
            .Select(k => new Suggestion(k.KeyIdentifier, $"{k.State}{(k.Created is { } made ? $", created {Day(made)}" : "")}{(k.Reason is { } reason ? $": {reason}" : "")}")
            {
                Label = $"{k.KeyName}/{k.Version} {k.State}",
                Names = [k.Version],
            }));

    /// <summary>The same, but first the key without a version, for which Atlas follows the latest enabled one.</summary>
    public async Task<IReadOnlyList<Suggestion>?> KeysAsync(string projectId) =>
        await KeyVersionsAsync(projectId).ConfigureAwait(false) is not { } versions ? null
        : versions.Count > 0 && KeyIdentifier.TryParse(versions[0].Text) is { } key
        ? [new(key.WithoutVersion, FollowedVersion.Meaning) { Label = $"{key.KeyName} (latest enabled version)" }, .. versions]
        : versions;

    public Task<IReadOnlyList<Suggestion>?> VaultsAsync(string projectId) => VaultAsync("vaults", projectId, v => new(v.Name, $"in {v.ResourceGroupName} (from the project's settings)"));

    public Task<IReadOnlyList<Suggestion>?> ResourceGroupsAsync(string projectId) =>
        VaultAsync("groups", projectId, v => new(v.ResourceGroupName, $"of the vault {v.Name} (from the project's settings)"));

    public Task<IReadOnlyList<Suggestion>?> RolesAsync(string projectId) => AskAsync("roles", projectId, async project =>
        (await project.Atlas.ListServicePrincipalsAsync(projectId, project.Cancellation).ConfigureAwait(false))
            .Select(p => new Suggestion(p.RoleId, $"service principal {p.ServicePrincipalId} of tenant {p.TenantId}") { Names = [p.ServicePrincipalId ?? ""] }));

    private Task<IReadOnlyList<Suggestion>?> VaultAsync(string what, string projectId, Func<KeyVaultReference, Suggestion> suggest) => AskAsync(what, projectId, async project =>
        (await project.EncryptionAtFirstAsync().ConfigureAwait(false)).Vault is { } vault ? [suggest(vault)] : []);

    /// <summary>Cancels running reads and clears the cache.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private Task<IReadOnlyList<Suggestion>?> AskAsync(string what, string projectId, Func<ProjectContext, Task<IEnumerable<Suggestion>>> read) =>
        Answers.AskAsync($"{what} of {projectId}",
            async cancellation => [.. await read(new SessionContext(connection, SuggestionLog.Instance, time, cancellation).Project(projectId)).ConfigureAwait(false)]);

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The log for reads while a user types. It writes nothing, and it has no runspace for a token of the Az context.</summary>
/// <remarks>Without the context, a key press would choose another Azure identity. So reads that need a new token fail.</remarks>
internal sealed class SuggestionLog : IOperationLog, IAzContext
{
    public static SuggestionLog Instance { get; } = new();

    public bool WantsDebug => false;

    public void Verbose(string message)
    {
    }

    public void Debug(string message)
    {
    }

    public void Warning(string message)
    {
    }

    public void Progress(OperationProgress progress)
    {
    }

    public void Information(string message)
    {
    }

    public Task<AzContextToken?> GetTokenAsync(string resource, string? tenantId, CancellationToken cancellation) =>
        Task.FromException<AzContextToken?>(new OperationCanceledException("No command is running that could ask the Az context."));
}
