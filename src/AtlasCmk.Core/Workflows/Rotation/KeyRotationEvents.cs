using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Rotation;

/// <summary>The events that show that Atlas uses a new version of a key that it follows. Nothing else shows the time.</summary>
/// <remarks>Atlas does not document the event type. These are the types in the published API description that concern the rotation of such a key.</remarks>
/// <param name="project">The project that follows the key.</param>
/// <param name="since">When the version was created. Earlier events concern another version.</param>
/// <param name="within">The time to wait for a sign, from now on.</param>
internal sealed class KeyRotationEvents(ProjectContext project, DateTimeOffset since, TimeSpan within)
{
    /// <summary>Atlas validates a key every 15 minutes, and may look up its version only then.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(20);

    public static readonly IReadOnlyList<string> Types = [ProjectEvent.KeyRotationStarted, ProjectEvent.AzureKeyRotated];

    public TimeSpan Within => within;

    /// <summary>The first such event. Null until there is one.</summary>
    public ProjectEvent? Event { get; private set; }

    /// <summary>Why the events could not be read, or null.</summary>
    public string? Unread { get; private set; }

    /// <summary>Whether another read can show more.</summary>
    private bool _isOver;

    public async Task ReadAsync(CancellationToken cancellation)
    {
        if (_isOver)
        {
            return;
        }

        var events = await ReadResult.FromAsync(() => project.Atlas.ListEventsAsync(project.ProjectId, Types, since, cancellation)).ConfigureAwait(false);
        Event = events.Value?.Where(e => Types.Contains(e.TypeName) && e.Created >= since).MinBy(e => e.Created);
        Unread = events.IsKnown ? null : events.Reason.TrimEnd('.');
        _isOver = Event is not null || events.Failure is { IsTransient: false };
    }
}
