using System.Globalization;
using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>The shared part of Get-AtlasKeyUsage and Test-AtlasKeyRetirement.</summary>
/// <error>
/// KeyMissing KeyIdentifierInvalid KeyVersionUnknown ProjectNotExcludable RotatedInFuture RotatedBeforeCreation AzureSignInFailed AzureTokenExpired AzureTokenRefused
/// AzureWrongTenant AzureRoleTooSmall SubscriptionNotFound ResourceGroupNotFound VaultNotFound AzureThrottled AzureServerError AzureApiError
/// AzContextMissing AzContextMoved AzContextGivesNoToken
/// </error>
public abstract class KeyUsageCmdletBase : AtlasSessionCmdletBase
{
    private readonly Dictionary<AtlasSession, Asked> _asked = [];

    private protected KeyUsageCmdletBase()
    {
    }

    /// <summary>The key versions, as full URLs: https://{vault}.vault.azure.net/keys/{name}/{version}. A URL without a version means every version of that key.
    /// Default: the version of the piped object; for a rotation, the old version.</summary>
    [Parameter(Position = 0)]
    [ValueOf("OldKeyIdentifier", "KeyIdentifier")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.KeyVersionCompleter))]
    public string[]? KeyIdentifier { get; set; }

    /// <summary>When the last project stopped using the version, including all its clusters and paused ones. Usually not needed when you pipe rotations: each
    /// carries its own time (OldKeyLeftAt). If you give it anyway, the later time counts, and only for the piped projects. A piped rotation with an empty
    /// OldKeyLeftAt did not see every cluster follow, and this parameter does not change that. Once you know when the last cluster followed, give
    /// -KeyIdentifier and -RotatedAt without pipeline input. Without a time, backups taken since the next version was created stay Unknown. It does not apply
    /// to projects that follow the latest version, because Atlas can go back to an older version automatically.</summary>
    [Parameter]
    [KeptTime]
    public DateTimeOffset? RotatedAt { get; set; }

    /// <summary>The longest restore window of clusters with continuous backup, in days: "Restore window" in the cluster's backup policy in Atlas. A cluster
    /// needs the version for that many days after it stopped using it. Without this parameter, the version counts as needed while an older snapshot exists from
    /// which a point-in-time restore could start, which may take years.</summary>
    [Parameter]
    [ValidateRange(1, 3660)]
    public int RestoreWindowDays { get; set; }

    /// <summary>The IDs of additional projects that used the key. All projects that the session lists are checked anyway. Name a project here if the session
    /// can read it but does not list it, or if no project uses the key's vault any more. The projects of piped objects are included.</summary>
    [Parameter]
    [ValueOf("ProjectId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public string[] IncludeProjectId { get; set; } = [];

    /// <summary>The IDs of projects that never used the key. Atlas keeps no record of previous keys, so every backup of an unrelated project stays Unknown
    /// unless you exclude it. A project is refused here if it uses a key of the same vault, is piped, or is also in -IncludeProjectId. The output names the
    /// projects that were excluded.</summary>
    [Parameter]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public string[] ExcludeProjectId { get; set; } = [];

    /// <summary>Whether the question is which versions the backups of the current project need.</summary>
    private protected virtual bool TryAskForBackups(SessionContext session, string? projectId) => false;

    private protected abstract void Emit(WorkItem item, KeyUsageReport report);

    private protected override void Process()
    {
        if (MyInvocation.ExpectingInput && KeyIdentifier is not null && Piped is not (AtlasSession or AtlasResource) && !AtlasId.IsValid(Named<string>("ProjectId")))
        {
            throw InputErrors.InputNotUnderstood(Piped);
        }

        var session = CurrentAtlasSession;
        if (KeyIdentifier is null && Piped is not string && (Named<string>("OldKeyIdentifier") ?? Named<string>("KeyIdentifier")) is null
            && TryAskForBackups(ContextOf(session), Named<string>("ProjectId") ?? session.ProjectId))
        {
            return;
        }

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

    /// <summary>Each version is checked once, when all piped rotations are known.</summary>
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

    /// <summary>IDs as Atlas writes them, so that one project is not counted twice.</summary>
    private static string[] Ids(IEnumerable<string> ids) => [.. ids.Select(id => id.ToLowerInvariant()).Distinct()];

    /// <summary>A key without a version means all of its versions.</summary>
    private List<KeyIdentifier> Identifiers()
    {
        string[] named = KeyIdentifier ?? [Piped as string ?? Named<string>("OldKeyIdentifier") ?? Named<string>("KeyIdentifier") ?? throw RetirementErrors.KeyMissing(Piped)];
        return [.. named.Select(KeyIdentifierReading.ParseKey)];
    }

    private T? Named<T>(string property) =>
        LanguagePrimitives.TryConvertTo<T>(InputObject?.Properties[property]?.Value, CultureInfo.InvariantCulture, out var value) && value is not "" ? value : default;

    /// <summary>Text is accepted only in formats where day and month cannot be confused: a file may come from any culture.</summary>
    private DateTimeOffset? Time(string property) => (Named<object>(property) is PSObject { BaseObject: var plain } ? plain : Named<object>(property)) is string text
        ? DateTimeOffset.TryParseExact(text, ["u", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null
        : Named<DateTimeOffset?>(property);

    /// <summary>A rotation that was piped.</summary>
    private sealed record Rotation(string OldKey, string ProjectId, DateTimeOffset? Left)
    {
        public string? NewKey { get; init; }

        public DateTimeOffset? Completed { get; init; }
    }

    /// <summary>The keys, projects and rotations for one session.</summary>
    private sealed class Asked(IEnumerable<string> included)
    {
        public List<KeyIdentifier> Keys { get; } = [];

        public HashSet<string> Projects { get; } = [.. included];

        public List<Rotation> Rotations { get; } = [];

        /// <summary>The last of several rotations of a project counts. The time is unknown if one did not see every cluster follow, or the project came back later.</summary>
        public Dictionary<string, DateTimeOffset?> RotationsFrom(KeyIdentifier key) => Rotations.Where(r => key.IsSameVersion(r.OldKey)).GroupBy(r => r.ProjectId).ToDictionary(
            project => project.Key,
            project => project.All(r => r.Left is not null) && project.Max(r => r.Left) is { } left
                && !Rotations.Exists(r => r.ProjectId == project.Key && key.IsSameVersion(r.NewKey) && !(r.Completed <= left)) ? left : (DateTimeOffset?)null);
    }
}
