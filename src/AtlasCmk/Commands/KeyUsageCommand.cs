using System.Globalization;
using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>What Get-AtlasKeyUsage and Test-AtlasKeyRetirement have in common.</summary>
/// <error>KeyMissing KeyIdentifierInvalid RotatedInFuture RotatedBeforeCreation AzureSignInFailed AzureTokenExpired AzureTokenRefused AzureWrongTenant AzureRoleTooSmall SubscriptionNotFound ResourceGroupNotFound VaultNotFound AzureThrottled AzureServerError AzureApiError</error>
public abstract class KeyUsageCommand : AtlasSessionCmdlet
{
    private readonly Dictionary<AtlasSession, Asked> _asked = [];

    private protected KeyUsageCommand()
    {
    }

    /// <summary>The key versions, as full URLs: https://{vault}.vault.azure.net/keys/{name}/{version}. Default: the version that the piped object names; of a rotation the old one.</summary>
    [Parameter(Position = 0)]
    [ValueOf("OldKeyIdentifier", "KeyIdentifier")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.KeyVersionCompleter))]
    public string[]? KeyIdentifier { get; set; }

    /// <summary>When the last project had left the version, all its clusters included, paused ones too. Not needed where rotations are piped that saw every cluster follow: each tells it of its own project (OldKeyLeftAt); where it is given all the same, it takes the place of that, and is not believed of other projects either. Without a time, what was backed up since the next version was made stays open.</summary>
    [Parameter]
    public DateTimeOffset? RotatedAt { get; set; }

    /// <summary>How many days a restore to a point in time reaches back at most, in clusters with continuous backup: "Restore window" in Atlas's backup policy of a cluster; the largest, where clusters differ. Such a window needs the version until so many days after it was left. Without it, as long as an older snapshot is there from which such a restore could start, which may take years.</summary>
    [Parameter]
    [ValidateRange(1, 3660)]
    public int RestoreWindowDays { get; set; }

    /// <summary>Further projects to read, by id: those that used the key once, and name another vault or none now. The projects of piped objects are read in any case.</summary>
    [Parameter]
    [ValueOf("ProjectId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public string[] IncludeProjectId { get; set; } = [];

    private protected abstract void Emit(WorkItem item, KeyUsageReport report);

    private protected override void Process()
    {
        var session = CurrentAtlasSession;
        var keys = Identifiers().Select(AtlasCmk.KeyIdentifier.Parse).ToList();
        if (!_asked.TryGetValue(session, out var asked))
        {
            _asked[session] = asked = new(IncludeProjectId);
        }

        asked.Keys.AddRange(keys.Where(key => !asked.Keys.Exists(k => k.IsSameVersion(key.Text))));
        if (Named<string>("ProjectId") is not { Length: 24 } project || !project.All(char.IsAsciiHexDigit))
        {
            return;
        }

        asked.Projects.Add(project);
        if (Named<string>("OldKeyIdentifier") is { } old)
        {
            asked.Rotations.Add(new(old, project, Time("OldKeyLeftAt")) { NewKey = Named<string>("NewKeyIdentifier"), Completed = Time("CompletedAt") });
        }
    }

    /// <summary>A version is judged once, when all is known of who has left it.</summary>
    private protected override void End()
    {
        TimeSpan? window = RestoreWindowDays > 0 ? TimeSpan.FromDays(RestoreWindowDays) : null;
        foreach (var (session, asked) in _asked)
        {
            var reader = new ReadKeyUsage(asked.Projects, session.Connection.OpenAtlas(Pump), () => session.Connection.OpenKeyVault(Pump), Pump, session.Time, Cancellation);
            foreach (var key in asked.Keys)
            {
                var departure = new KeyDeparture { RotatedAt = RotatedAt, Rotations = asked.RotationsFrom(key), RestoreWindow = window };
                Pump.Start(session, IsForced, async item => Emit(item, await reader.RunAsync(key, departure).ConfigureAwait(false)));
            }
        }
    }

    private string[] Identifiers() =>
        KeyIdentifier ?? [Piped as string ?? Named<string>("OldKeyIdentifier") ?? Named<string>("KeyIdentifier") ?? throw Failures.KeyMissing(Piped)];

    private T? Named<T>(string property) =>
        LanguagePrimitives.TryConvertTo<T>(InputObject?.Properties[property]?.Value, CultureInfo.InvariantCulture, out var value) && value is not "" ? value : default;

    /// <summary>A text is a time only where day and month cannot be mistaken for each other: a file may come from any culture.</summary>
    private DateTimeOffset? Time(string property) => InputObject?.Properties[property]?.Value is string text
        ? DateTimeOffset.TryParseExact(text, ["o", "u", "yyyy-MM-ddTHH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null
        : Named<DateTimeOffset?>(property);

    /// <summary>A rotation that was piped.</summary>
    private sealed record Rotation(string OldKey, string ProjectId, DateTimeOffset? Left)
    {
        public string? NewKey { get; init; }

        public DateTimeOffset? Completed { get; init; }
    }

    /// <summary>What one session is asked about.</summary>
    private sealed class Asked(IEnumerable<string> included)
    {
        public List<KeyIdentifier> Keys { get; } = [];

        public HashSet<string> Projects { get; } = [.. included];

        public List<Rotation> Rotations { get; } = [];

        /// <summary>Of several rotations of one project, the last counts; if one of them did not see all of it, or the project came back later, nobody knows.</summary>
        public Dictionary<string, DateTimeOffset?> RotationsFrom(KeyIdentifier key) => Rotations.Where(r => key.IsSameVersion(r.OldKey)).GroupBy(r => r.ProjectId).ToDictionary(
            project => project.Key,
            project => project.All(r => r.Left is not null) && project.Max(r => r.Left) is { } left && !Rotations.Exists(r => r.ProjectId == project.Key && key.IsSameVersion(r.NewKey) && !(r.Completed <= left)) ? left : (DateTimeOffset?)null);
    }
}
