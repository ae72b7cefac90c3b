using System.Collections.Concurrent;

namespace AtlasCmk;

/// <summary>The names of the projects and organizations that a session has read.</summary>
/// <remarks>A name never costs a request of its own. A list is read for an unknown ID, at most once in a session.</remarks>
internal sealed class ProjectNames
{
    private readonly object _gate = new();
    private readonly ConcurrentDictionary<string, KnownProject> _projects = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _organizations = new(StringComparer.Ordinal);
    private Task _reading = Task.CompletedTask;
    private bool _isRead;

    /// <summary>The read that is in progress, or a completed task. It does not fail.</summary>
    public Task Reading => Volatile.Read(ref _reading);

    public KnownProject? Find(string? projectId) => projectId is not null && _projects.TryGetValue(projectId, out var project) ? project : null;

    /// <summary>The name of an organization; null if no list contained it.</summary>
    public string? OrganizationOf(string? organizationId) => organizationId is not null && _organizations.TryGetValue(organizationId, out var name) ? name : null;

    public void Learn(AtlasProject project) => _projects[project.ProjectId!] = new(project.ProjectId!, project.Name, project.OrganizationId);

    /// <summary>Learns a list. If it is complete, no list is read for IDs that it does not contain.</summary>
    public void Learn(ProjectList list)
    {
        foreach (var project in list.Projects)
        {
            Learn(project);
        }

        if (list.Gap([]) is null)
        {
            lock (_gate)
            {
                _isRead = true;
            }
        }
    }

    public void LearnOrganization(string id, string name) => _organizations[id] = name;

    /// <summary>Starts to read the list of projects, if the ID is unknown and no list was read yet.</summary>
    /// <param name="projectId">The project that a command works on.</param>
    /// <param name="read">Reads the list, and teaches it to this object.</param>
    public void ReadFor(string projectId, Func<Task> read)
    {
        lock (_gate)
        {
            if (!_isRead && _reading.IsCompleted && !_projects.ContainsKey(projectId))
            {
                _reading = Task.Run(() => ReadAsync(read), CancellationToken.None);
            }
        }
    }

    /// <summary>A failure leaves the names unknown. After a canceled read, the next command reads again.</summary>
    private async Task ReadAsync(Func<Task> read)
    {
        var isCanceled = false;
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            isCanceled = e is OperationCanceledException;
        }

        lock (_gate)
        {
            _isRead |= !isCanceled;
        }
    }
}

/// <summary>A project by its name, and its organization by its ID.</summary>
internal sealed record KnownProject(string ProjectId, string Name, string OrganizationId)
{
    /// <summary>The name with the ID, as messages show it: names can repeat.</summary>
    public string Label => $"{Name} ({ProjectId})";
}
