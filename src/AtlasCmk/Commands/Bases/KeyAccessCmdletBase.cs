using System.Management.Automation;
using AtlasCmk.Isolation;

namespace AtlasCmk.Commands;

/// <summary>What Revoke- and Grant-AtlasKeyAccess have in common: records, and Azure with or without Atlas.</summary>
public abstract class KeyAccessCmdletBase : AtlasProjectCmdletBase
{
    /// <summary>A right of the session's own may take so long to work.</summary>
    private static readonly TimeSpan s_longestLag = TimeSpan.FromMinutes(5);

    private IKeyAccessRecords? _records;

    private protected KeyAccessCmdletBase()
    {
    }

    /// <summary>How long to wait with -Wait, in seconds, for what lags in Azure and for Atlas together.</summary>
    [Parameter]
    [ValidateRange(1, 604800)]
    public int TimeoutSec { get; set; } = 3600;

    private protected TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSec);

    private protected IKeyAccessRecords Records => _records ??= ClientsBridge.OpenRecords();

    /// <summary>The path as the file system has it: a workflow knows nothing of drives and of the current location.</summary>
    private protected string FilePath(string recordPath)
    {
        var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(recordPath, out var provider, out _);
        return provider.Name == "FileSystem" ? path : throw KeyAccessRecordErrors.RecordNotAFile(recordPath, provider.Name);
    }

    private protected AzureKeyAccess Access(SessionContext azure, bool waits)
    {
        TimeSpan? patience = !waits ? null : Timeout < s_longestLag ? Timeout : s_longestLag;
        return new(azure, new(patience, Pump, azure.Time, Cancellation));
    }
}
