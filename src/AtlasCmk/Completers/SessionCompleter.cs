using System.Collections;
using System.Management.Automation;
using AtlasCmk.Sessions;

namespace AtlasCmk.Completers;

/// <summary>The base of completers that query Atlas or Azure with the command's session. Without a session they send nothing.</summary>
public abstract class SessionCompleter : SuggestionCompleter
{
    private protected SessionCompleter()
    {
    }

    private protected sealed override IReadOnlyList<Suggestion> Suggest(IDictionary bound)
    {
        var session = Plain(bound["Session"]) as AtlasSession ?? RunspaceSessions.Current.Default;
        return session is { IsDisconnected: false, AsksAtlas: true }
            ? AskAsync(SessionSuggestions.Of(session), Project(bound) ?? session.ProjectId).GetAwaiter().GetResult() ?? []
            : [];
    }

    /// <param name="suggestions">The session's suggestions.</param>
    /// <param name="projectId">The project of the command; null if none is named.</param>
    private protected abstract Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId);

    private protected static Task<IReadOnlyList<Suggestion>?> Nothing { get; } = Task.FromResult<IReadOnlyList<Suggestion>?>(null);

    /// <summary>The first of several projects, because it is unclear which one is meant.</summary>
    private static string? Project(IDictionary bound)
    {
        var given = Plain(bound["ProjectId"]) is IList { Count: > 0 } list ? list[0] : bound["ProjectId"];
        var id = (Plain(given) as AtlasResource)?.ProjectId ?? Plain(given) as string;
        return AtlasId.IsValid(id) ? id : null;
    }

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
