using System.Collections.Concurrent;
using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>The projects that a session can read, to find the owners of connections of a shared vault. A command reads each of them once.</summary>
internal sealed class VisibleProjects(IAtlasApi atlas, ProjectNames? names, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ReadResult<EncryptionAtRest>>>> _settings = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<ReadResult<IReadOnlyList<AkvPrivateEndpoint>>>>> _endpoints = new();
    private readonly Lazy<Task<ReadResult<ProjectList>>> _projects = new(() => ReadResult.FromAsync(async () =>
    {
        var list = await atlas.ListAllProjectsAsync(cancellation).ConfigureAwait(false);
        names?.LearnAll(list);
        return list;
    }));

    public Task<ReadResult<ProjectList>> ListAsync() => _projects.Value;

    /// <summary>What projects claim in a vault.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="known">A project whose claims the caller already has, or null.</param>
    public async Task<VaultClaims> ClaimsAsync(KeyVaultReference vault, string? known)
    {
        var projects = await ListAsync().ConfigureAwait(false);
        if (!projects.IsKnown)
        {
            return new([], [$"the list of projects ({projects.Reason})"]);
        }

        var read = await ConcurrentReads.SelectAsync(projects.Value!.Projects.Where(p => p.ProjectId != known), p => OfAsync(p, vault)).ConfigureAwait(false);
        return new([.. read.SelectMany(c => c.Endpoints)], [.. read.SelectMany(c => c.Unread), .. projects.Value!.Gap([]) is { } gap ? [gap] : Array.Empty<string>()]);
    }

    /// <summary>The projects that use a vault over the public network.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="known">The caller's project, which is omitted.</param>
    public async Task<PublicUsers> PublicUsersAsync(KeyVaultReference vault, string known)
    {
        var projects = await ListAsync().ConfigureAwait(false);
        if (!projects.IsKnown)
        {
            return new([], [$"the list of projects ({projects.Reason})"]);
        }

        var read = await ConcurrentReads.SelectAsync(
            projects.Value!.Projects.Where(p => p.ProjectId != known),
            async p => (Project: p, Settings: await SettingsAsync(p.ProjectId!).ConfigureAwait(false))).ConfigureAwait(false);
        return new(
            [.. read.Where(r => r.Settings.Value is { RequirePrivateNetworking: false } settings && settings.Uses(vault) is true).Select(r => r.Project.ProjectId!)],
            [
                .. read.Where(r => !r.Settings.IsKnown).Select(r => Unread(r.Project, r.Settings.Reason)),
                .. read.Where(r => r.Settings.Value is { } settings && settings.Uses(vault) is null).Select(r => Unread(r.Project, "Atlas does not name its vault in full")),
                .. projects.Value!.Gap([]) is { } gap ? [gap] : Array.Empty<string>(),
            ]);
    }

    /// <summary>The projects that sign in to Azure as one of these applications.</summary>
    /// <param name="clients">The applications' client IDs.</param>
    /// <param name="known">Projects that do not count.</param>
    public async Task<ApplicationUsers> UsersOfAsync(IReadOnlyCollection<string> clients, IReadOnlySet<string> known)
    {
        var projects = await ListAsync().ConfigureAwait(false);
        if (!projects.IsKnown)
        {
            return new([], [$"the list of projects ({projects.Reason})"]);
        }

        var read = await ConcurrentReads.SelectAsync(
            projects.Value!.Projects.Where(p => !known.Contains(p.ProjectId!)),
            async p => (Project: p, Settings: await SettingsAsync(p.ProjectId!).ConfigureAwait(false))).ConfigureAwait(false);
        return new(
            [.. read.Where(r => r.Settings.Value is { Enabled: true, ClientId: { } client } && clients.Contains(client, StringComparer.OrdinalIgnoreCase)).Select(r => r.Project.ToString())],
            [
                .. read.Where(r => !r.Settings.IsKnown).Select(r => Unread(r.Project, r.Settings.Reason)),
                .. read.Where(r => r.Settings.Value is { Enabled: true, ClientId: null, RoleId: null }).Select(r => Unread(r.Project, "Atlas does not report how it signs in to Azure")),
                .. projects.Value!.Gap(known) is { } gap ? [gap] : Array.Empty<string>(),
            ]);
    }

    private Task<ReadResult<EncryptionAtRest>> SettingsAsync(string projectId) => Once(_settings, projectId, () => atlas.GetEncryptionAtRestAsync(projectId, cancellation));

    private async Task<VaultClaims> OfAsync(AtlasProject project, KeyVaultReference vault)
    {
        var id = project.ProjectId!;
        var settings = await SettingsAsync(id).ConfigureAwait(false);
        if (!settings.IsKnown || settings.Value!.Uses(vault) is not true)
        {
            return settings.IsKnown ? VaultClaims.Of(vault, settings.Value!, []) : new([], [Unread(project, settings.Reason)]);
        }

        var endpoints = await Once(_endpoints, id, () => atlas.ListPrivateEndpointsAsync(id, cancellation)).ConfigureAwait(false);
        return new(endpoints.Value ?? [], endpoints.IsKnown ? [] : [Unread(project, endpoints.Reason)]);
    }

    private static string Unread(AtlasProject project, string reason) => $"project {project} ({reason})";

    private static Task<ReadResult<T>> Once<T>(ConcurrentDictionary<string, Lazy<Task<ReadResult<T>>>> facts, string id, Func<Task<T>> read) =>
        facts.GetOrAdd(id, _ => new(() => ReadResult.FromAsync(read))).Value;
}

/// <summary>Who signs in as an application, and what could not be read, with the reason.</summary>
internal sealed record ApplicationUsers(IReadOnlyList<string> Projects, IReadOnlyList<string> Unread);
