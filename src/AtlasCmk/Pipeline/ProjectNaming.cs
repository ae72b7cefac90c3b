using AtlasCmk.Ports;

namespace AtlasCmk.Pipeline;

/// <summary>Adds the names of projects to outputs and messages when they are written.</summary>
/// <remarks>
/// The list of projects is read beside the command's first requests, so a name can arrive a moment after the first output. Only the pipeline thread waits
/// for it, and not for long: without it, an output has no name and a message shows the ID.
/// </remarks>
internal sealed class ProjectNaming(CancellationToken stop)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private readonly List<Source> _sources = [];

    /// <summary>Uses the names of a session. On the pipeline thread.</summary>
    public void Use(AtlasSession? session)
    {
        if (session is { AsksAtlas: true } && !_sources.Exists(s => s.Names == session.Names))
        {
            _sources.Add(new(session.Names, ScaledClock.MachineOf(session.Time)));
        }
    }

    /// <summary>Names the project and the organization of an output. On the pipeline thread.</summary>
    public void Complete(AtlasResource output)
    {
        Use(output.Session);
        if (output.ProjectName is null && output.ProjectId is { } id)
        {
            Await([id]);
            output.ProjectName = Find(id)?.Name;
        }

        output.OrganizationName ??= OrganizationOf(output.ProjectId);
        foreach (var part in output.Inner())
        {
            part.Session ??= output.Session;
            Complete(part);
        }
    }

    /// <summary>A project by its name and ID. On the pipeline thread.</summary>
    public string Label(string projectId)
    {
        Await([projectId]);
        return Find(projectId)?.Label ?? projectId;
    }

    /// <summary>A message with the names of the projects that it mentions. On the pipeline thread.</summary>
    public string InMessage(string text)
    {
        if (_sources.Count == 0)
        {
            return text;
        }

        Await(ProjectMention.In(text));
        return ProjectMention.WithNames(text, Find);
    }

    /// <summary>A message with the names that are known now.</summary>
    public string Known(string text) => ProjectMention.WithNames(text, Find);

    /// <summary>A status, by the project's name alone.</summary>
    public string InShort(string text) => ProjectMention.InShort(text, Find);

    /// <summary>The name of a progress bar. The shell gives it half of a narrow screen.</summary>
    public string InBar(string text) => ProjectMention.InShort(text, Find, 47);

    private string? OrganizationOf(string? id)
    {
        if (id is null || Find(id) is not { } project)
        {
            return null;
        }

        foreach (var source in _sources)
        {
            WaitFor(source, source.Names.OrganizationOf(project.OrganizationId) is null ? source.Names.ReadingOrganizations : Task.CompletedTask);
        }

        return _sources.Select(s => s.Names.OrganizationOf(project.OrganizationId)).FirstOrDefault(name => name is not null);
    }

    private KnownProject? Find(string id) => _sources.Select(s => s.Names.Find(id)).FirstOrDefault(p => p is not null);

    /// <summary>Waits for the lists that are being read. The patience begins with the first output that needs them, and is spent only once.</summary>
    private void Await(IEnumerable<string> ids)
    {
        foreach (var source in _sources.Where(s => !s.Names.Reading.IsCompleted))
        {
            if (ids.Any(id => Find(id) is null))
            {
                WaitFor(source, source.Names.Reading);
            }
        }
    }

    private void WaitFor(Source source, Task reading)
    {
        if (!reading.IsCompleted)
        {
            source.Patience ??= Task.Delay(s_patience, source.Time, stop);
            Task.WaitAny([reading, source.Patience], CancellationToken.None);
        }
    }

    private sealed record Source(ProjectNames Names, TimeProvider Time)
    {
        public Task? Patience { get; set; }
    }
}
