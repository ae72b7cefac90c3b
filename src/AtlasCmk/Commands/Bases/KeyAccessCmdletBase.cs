using System.Management.Automation;
using AtlasCmk.Isolation;

namespace AtlasCmk.Commands;

/// <summary>The shared part of Revoke- and Grant-AtlasKeyAccess: records, and Azure with or without Atlas.</summary>
public abstract class KeyAccessCmdletBase : AtlasProjectCmdletBase
{
    /// <summary>A role that was just granted to you may take this long to work.</summary>
    private static readonly TimeSpan s_longestLag = TimeSpan.FromMinutes(5);

    private IKeyAccessRecords? _records;

    private protected KeyAccessCmdletBase()
    {
    }

    /// <summary>How long -Wait waits in total, in seconds: for delayed permissions in Azure, and for Atlas.</summary>
    [Parameter]
    [ValidateRange(1, 604800)]
    public int TimeoutSec { get; set; } = 3600;

    private protected TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSec);

    private protected IKeyAccessRecords Records => _records ??= ClientsBridge.OpenRecords();

    /// <summary>The file system path: workflows know neither drives nor the current location.</summary>
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
