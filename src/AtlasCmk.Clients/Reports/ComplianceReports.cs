namespace AtlasCmk.Clients;

/// <summary>Reports as files.</summary>
internal sealed class ComplianceReports : IComplianceReports
{
    public IComplianceReport Begin(ReportRequest request)
    {
        if (File.Exists(request.Path) && request.NoClobber)
        {
            throw ReportErrors.ReportExists(request.Path);
        }

        if (Directory.Exists(request.Path))
        {
            throw ReportErrors.ReportNotWritten(request.Path, "it is a folder");
        }

        if (File.Exists(request.Path) && !request.Force && File.GetAttributes(request.Path).HasFlag(FileAttributes.ReadOnly))
        {
            throw ReportErrors.ReportNotWritten(request.Path, "the file is read-only");
        }

        var previous = request.PreviousPath is { } path ? PreviousReport.Read(path) : null;
        return Guarded(request.Path, () => new ReportFile(new(request, previous), request.Format switch
        {
            ReportFormats.Html => new HtmlReport(),
            ReportFormats.Json => new JsonReport(),
            _ => new JUnitReport(),
        }));
    }

    /// <summary>Turns failures of the file system into an error with a remedy.</summary>
    public static T Guarded<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw ReportErrors.ReportNotWritten(path, e is DirectoryNotFoundException ? "the folder does not exist" : e.Message, e);
        }
    }
}

/// <summary>A format: how one result is written, and how the whole is assembled.</summary>
internal interface IReportFormat
{
    /// <summary>Writes one result of a project. <paramref name="isFirst"/> tells whether it is the project's first.</summary>
    void WriteEntry(Stream target, ReportEntry entry, Drift drift, bool isFirst);

    void WriteReport(Stream target, ReportSummary summary, ReportSpool results);
}

/// <summary>A report that is being written: results go to a temporary file beside the target.</summary>
internal sealed class ReportFile : IComplianceReport
{
    private readonly ReportSummary _summary;
    private readonly IReportFormat _format;
    private readonly ReportSpool _spool;
    private readonly MemoryStream _entry = new();
    private readonly string _draft;

    public ReportFile(ReportSummary summary, IReportFormat format)
    {
        (_summary, _format) = (summary, format);
        _draft = $"{summary.Request.Path}.{Guid.NewGuid():N}.draft";
        _spool = new(_draft + ".results");
    }

    public void Add(ReportEntry entry) => ComplianceReports.Guarded(_summary.Request.Path, () =>
    {
        var (subject, drift) = _summary.Add(entry);
        _entry.SetLength(0);
        _format.WriteEntry(_entry, entry, drift, isFirst: subject.Counts.All == 1);
        _spool.Add(subject, _entry.GetBuffer().AsSpan(0, (int)_entry.Length));
        return true;
    });

    public void Complete() => ComplianceReports.Guarded(_summary.Request.Path, () =>
    {
        try
        {
            using (var file = new FileStream(_draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                _format.WriteReport(file, _summary, _spool);
                file.Flush(flushToDisk: true);
            }

            if (_summary.Request is { Force: true, Path: var path } && File.Exists(path))
            {
                File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
            }

            File.Move(_draft, _summary.Request.Path, overwrite: !_summary.Request.NoClobber);
            return true;
        }
        finally
        {
            File.Delete(_draft);
        }
    });

    public void Dispose()
    {
        _spool.Dispose();
        _entry.Dispose();
    }
}
