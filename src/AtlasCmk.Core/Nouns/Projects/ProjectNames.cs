using System.Collections.Concurrent;

namespace AtlasCmk;

/// <summary>The names of the projects and organizations that a session has read.</summary>
/// <remarks>A name never costs a separate request. A list is read for an unknown ID, at most once in a session.</remarks>
internal sealed class ProjectNames
{
    private readonly ConcurrentDictionary<string, KnownProject> _projects = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _organizations = new(StringComparer.Ordinal);
    private readonly ReadOnce _projectList = new();
    private readonly ReadOnce _organizationList = new();
    private volatile bool _isWhole;

    /// <summary>The read of the projects that is in progress, or a completed task. It does not fail.</summary>
    public Task Reading => _projectList.Reading;

    /// <summary>The same, for the organizations.</summary>
    public Task ReadingOrganizations => _organizationList.Reading;

    /// <summary>Whether a whole list of projects was read in this session.</summary>
    public bool IsWhole => _isWhole;

    public bool KnowsOrganizations => !_organizations.IsEmpty;

    /// <summary>The known projects, by name and then by ID.</summary>
    public IReadOnlyList<KnownProject> All =>
        [.. _projects.Values.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.ProjectId, StringComparer.Ordinal)];

    public KnownProject? Find(string? projectId) => projectId is not null && _projects.TryGetValue(projectId, out var project) ? project : null;

    /// <summary>The name of an organization; null if no list contained it.</summary>
    public string? OrganizationOf(string? organizationId) => organizationId is not null && _organizations.TryGetValue(organizationId, out var name) ? name : null;

    public void Learn(AtlasProject project) => _projects[project.ProjectId!] = new(project.ProjectId!, project.Name, project.OrganizationId);

    /// <summary>Learns a list that ends before the last project, unless its total says otherwise.</summary>
    public void Learn(ProjectList list)
    {
        foreach (var project in list.Projects)
        {
            Learn(project);
        }

        if (list.Gap([]) is null)
        {
            MarkWhole();
        }
    }

    /// <summary>Learns a list with all its pages. The total is an estimate, and does not count.</summary>
    public void LearnAll(ProjectList list)
    {
        Learn(list);
        MarkWhole();
    }

    public void LearnOrganization(string id, string name) => _organizations[id] = name;

    /// <summary>Starts to read the list of projects, if the ID is unknown and no list was read yet.</summary>
    /// <param name="projectId">The project that a command works on.</param>
    /// <param name="read">Reads the list, and teaches it to this object.</param>
    public void ReadFor(string projectId, Func<Task> read) => _projectList.Begin(() => !_projects.ContainsKey(projectId), read);

    /// <summary>Starts to read the list of organizations, if it was not read yet.</summary>
    public Task ReadOrganizations(Func<Task> read) => _organizationList.Begin(() => true, read);

    /// <summary>No list is read for IDs that a whole one does not contain.</summary>
    private void MarkWhole()
    {
        _isWhole = true;
        _projectList.End();
    }
}

/// <summary>A project by its name, and its organization by its ID.</summary>
internal sealed record KnownProject(string ProjectId, string Name, string OrganizationId)
{
    /// <summary>The name with the ID, as messages show it: names can repeat.</summary>
    public string Label => $"{Name} ({ProjectId})";
}
