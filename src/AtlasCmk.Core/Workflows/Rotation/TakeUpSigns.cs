using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Rotation;

/// <summary>What Atlas reports of taking up a new version of a key that it follows: nothing else names the moment.</summary>
/// <remarks>Which type of event Atlas writes then is not published. The types are those of the published API description that speak of the rotation of such a key.</remarks>
/// <param name="project">The project that follows the key.</param>
/// <param name="since">When the version was created. What Atlas reported before that is about another one.</param>
/// <param name="within">How long to wait for a sign, from now on.</param>
internal sealed class TakeUpSigns(ProjectContext project, DateTimeOffset since, TimeSpan within)
{
    /// <summary>Atlas validates a key every 15 minutes, and may resolve its version only then.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(20);

    public static readonly IReadOnlyList<string> Types = [ProjectEvent.KeyRotationStarted, ProjectEvent.AzureKeyRotated];

    public TimeSpan Within => within;

    /// <summary>The first event that tells of it; null while none was seen.</summary>
    public ProjectEvent? Event { get; private set; }

    /// <summary>Why the events could not be read; null where they could.</summary>
    public string? Unread { get; private set; }

    /// <summary>Whether reading them again can show more.</summary>
    private bool _isOver;

    public async Task LookAsync(CancellationToken cancellation)
    {
        if (_isOver)
        {
            return;
        }

        var events = await Fact.ReadAsync(() => project.Atlas.ListEventsAsync(project.ProjectId, Types, since, cancellation)).ConfigureAwait(false);
        Event = events.Value?.Where(e => Types.Contains(e.TypeName) && e.Created >= since).MinBy(e => e.Created);
        Unread = events.IsKnown ? null : events.Reason.TrimEnd('.');
        _isOver = Event is not null || events.Failure is { IsTransient: false };
    }
}
