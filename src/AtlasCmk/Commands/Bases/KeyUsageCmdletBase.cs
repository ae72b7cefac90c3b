using System.Globalization;
using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>What Get-AtlasKeyUsage and Test-AtlasKeyRetirement have in common.</summary>
/// <error>KeyMissing KeyIdentifierInvalid ProjectNotExcludable RotatedInFuture RotatedBeforeCreation AzureSignInFailed AzureTokenExpired AzureTokenRefused AzureWrongTenant AzureRoleTooSmall SubscriptionNotFound ResourceGroupNotFound VaultNotFound AzureThrottled AzureServerError AzureApiError</error>
public abstract class KeyUsageCmdletBase : AtlasSessionCmdletBase
{
    private readonly Dictionary<AtlasSession, Asked> _asked = [];

    private protected KeyUsageCmdletBase()
    {
    }

    /// <summary>The key versions, as full URLs: https://{vault}.vault.azure.net/keys/{name}/{version}. A URL without a version means every version of that key. Default: the version that the piped object names; of a rotation the old one.</summary>
    [Parameter(Position = 0)]
    [ValueOf("OldKeyIdentifier", "KeyIdentifier")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.KeyVersionCompleter))]
    public string[]? KeyIdentifier { get; set; }

    /// <summary>When the last project had left the version, all its clusters included, paused ones too. Usually not needed when you pipe rotations: each carries its own time (OldKeyLeftAt). If you give it anyway, the later time counts, and only for the piped projects. A piped rotation with an empty OldKeyLeftAt did not see every cluster follow, and this parameter does not change that. Once you know when the last cluster followed, give -KeyIdentifier and -RotatedAt without pipeline input. Without a time, backups that were taken since the next version was created stay Unknown. It does not count for projects that follow the latest version, because Atlas can go back to an older version by itself.</summary>
    [Parameter]
    [KeptTime]
    public DateTimeOffset? RotatedAt { get; set; }

    /// <summary>How many days a restore to a point in time reaches back at most, in clusters with continuous backup: "Restore window" in Atlas's backup policy of a cluster; the largest, where clusters differ. Such a window needs the version for that many days after it was left. Without this parameter, it counts as long as there is an older snapshot from which such a restore could start, which may take years.</summary>
    [Parameter]
    [ValidateRange(1, 3660)]
    public int RestoreWindowDays { get; set; }

    /// <summary>Projects that used the key, by ID. All projects that the session lists are read anyway. Name a project here if the session can read it but does not list it, or if no project names the key's vault any more. The projects of piped objects are included.</summary>
    [Parameter]
    [ValueOf("ProjectId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public string[] IncludeProjectId { get; set; } = [];

    /// <summary>Visible projects that never used the key, by ID. Atlas keeps no record of former keys, so without your word every backup of an unrelated project keeps the verdict Unknown. A project that names a key of the same vault, that is piped, or that is also in -IncludeProjectId is refused. The output names the projects that were excluded.</summary>
    [Parameter]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public string[] ExcludeProjectId { get; set; } = [];

    private protected abstract void Emit(WorkItem item, KeyUsageReport report);

    private protected override void Process()
    {
        if (MyInvocation.ExpectingInput && KeyIdentifier is not null && Piped is not (AtlasSession or AtlasResource) && !AtlasId.IsValid(Named<string>("ProjectId")))
        {
            throw InputErrors.InputNotUnderstood(Piped);
        }

        var session = CurrentAtlasSession;
        var keys = Identifiers();
        if (!_asked.TryGetValue(session, out var asked))
        {
            _asked[session] = asked = new(Ids(IncludeProjectId));
        }

        asked.Keys.AddRange(keys.Where(key => !asked.Keys.Exists(k => k.Equals(key))));
        if (Named<string>("ProjectId") is not { Length: 24 } project || !project.All(char.IsAsciiHexDigit))
        {
            return;
        }

        project = project.ToLowerInvariant();
        asked.Projects.Add(project);
        if (Named<string>("OldKeyIdentifier") is { } old)
        {
            var left = Time("OldKeyLeftAtUtc") ?? Time("OldKeyLeftAt");
            asked.Rotations.Add(new(old, project, left) { NewKey = Named<string>("NewKeyIdentifier"), Completed = Time("CompletedAt") ?? left });
        }
    }

    /// <summary>A version is judged once, when all piped rotations are known.</summary>
    private protected override void End()
    {
        TimeSpan? window = RestoreWindowDays > 0 ? TimeSpan.FromDays(RestoreWindowDays) : null;
        foreach (var (session, asked) in _asked)
        {
            var reader = new ReadKeyUsage(new(asked.Projects) { Excluded = Ids(ExcludeProjectId) }, ContextOf(session));
            foreach (var key in asked.Keys)
            {
                Pump.Start(session, IsForced, async item =>
                {
                    foreach (var version in await reader.VersionsOfAsync(key).ConfigureAwait(false))
                    {
                        Emit(item, await reader.RunAsync(version, new() { RotatedAt = RotatedAt, Rotations = asked.RotationsFrom(version), RestoreWindow = window }).ConfigureAwait(false));
                    }
                });
            }
        }
    }

    /// <summary>As Atlas writes them: one project must not be taken for two.</summary>
    private static string[] Ids(IEnumerable<string> ids) => [.. ids.Select(id => id.ToLowerInvariant()).Distinct()];

    /// <summary>A key without a version means all of its versions.</summary>
    private List<KeyIdentifier> Identifiers()
    {
        string[] named = KeyIdentifier ?? [Piped as string ?? Named<string>("OldKeyIdentifier") ?? Named<string>("KeyIdentifier") ?? throw RetirementErrors.KeyMissing(Piped)];
        return [.. named.Select(AtlasCmk.KeyIdentifier.ParseKey)];
    }

    private T? Named<T>(string property) =>
        LanguagePrimitives.TryConvertTo<T>(InputObject?.Properties[property]?.Value, CultureInfo.InvariantCulture, out var value) && value is not "" ? value : default;

    /// <summary>A text is a time only where day and month cannot be mistaken for each other: a file may come from any culture.</summary>
    private DateTimeOffset? Time(string property) => (Named<object>(property) is PSObject { BaseObject: var plain } ? plain : Named<object>(property)) is string text
        ? DateTimeOffset.TryParseExact(text, ["u", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null
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

        /// <summary>Of several rotations of one project, the last counts. If one of them did not see every cluster follow, or the project came back later, the time is not known.</summary>
        public Dictionary<string, DateTimeOffset?> RotationsFrom(KeyIdentifier key) => Rotations.Where(r => key.IsSameVersion(r.OldKey)).GroupBy(r => r.ProjectId).ToDictionary(
            project => project.Key,
            project => project.All(r => r.Left is not null) && project.Max(r => r.Left) is { } left && !Rotations.Exists(r => r.ProjectId == project.Key && key.IsSameVersion(r.NewKey) && !(r.Completed <= left)) ? left : (DateTimeOffset?)null);
    }
}
