using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>What Get-AtlasKeyUsage and Test-AtlasKeyRetirement have in common.</summary>
/// <error>KeyMissing KeyIdentifierInvalid RotatedInFuture RotatedBeforeCreation AzureSignInFailed AzureTokenExpired AzureTokenRefused AzureWrongTenant AzureRoleTooSmall SubscriptionNotFound ResourceGroupNotFound VaultNotFound AzureThrottled AzureServerError AzureApiError</error>
public abstract class KeyUsageCommand : AtlasSessionCmdlet
{
    private readonly Dictionary<AtlasSession, ReadKeyUsage> _readers = [];

    private protected KeyUsageCommand()
    {
    }

    /// <summary>The key versions, as full URLs: https://{vault}.vault.azure.net/keys/{name}/{version}. Default: the version that the piped object names; of a rotation the old one.</summary>
    [Parameter(Position = 0)]
    [ValueOf("OldKeyIdentifier", "KeyIdentifier")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.KeyVersionCompleter))]
    public string[]? KeyIdentifier { get; set; }

    /// <summary>When the last project had left the version, all its clusters included, paused ones too: CompletedAt of the rotation, if it saw every cluster follow. Without it, what was backed up since the next version was made stays open.</summary>
    [Parameter]
    public DateTimeOffset? RotatedAt { get; set; }

    /// <summary>Further projects to read, by id: those that used the key once, and name another one or none now.</summary>
    [Parameter]
    [ValueOf("ProjectId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public string[] IncludeProjectId { get; set; } = [];

    private protected abstract void Emit(WorkItem item, KeyUsageReport report);

    private protected override void Process()
    {
        var session = CurrentAtlasSession;
        if (!_readers.TryGetValue(session, out var reader))
        {
            _readers[session] = reader = new(IncludeProjectId, session.Connection.OpenAtlas(Pump), () => session.Connection.OpenKeyVault(Pump), Pump, session.Time, Cancellation);
        }

        var rotatedAt = RotatedAt;
        foreach (var key in Identifiers().Select(AtlasCmk.KeyIdentifier.Parse).ToList())
        {
            Pump.Start(session, IsForced, async item => Emit(item, await reader.RunAsync(key, rotatedAt).ConfigureAwait(false)));
        }
    }

    private string[] Identifiers() =>
        KeyIdentifier ?? [Piped as string ?? Named("OldKeyIdentifier") ?? Named("KeyIdentifier") ?? throw Failures.KeyMissing(Piped)];

    private string? Named(string property) => InputObject?.Properties[property]?.Value as string;
}
