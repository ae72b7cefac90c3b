namespace AtlasCmk.Ports;

/// <summary>Writes reports of compliance.</summary>
internal interface IComplianceReports
{
    /// <summary>Throws <see cref="AtlasCmkException"/> if the file cannot be written, or the previous report cannot be read.</summary>
    IComplianceReport Begin(ReportRequest request);
}

/// <summary>A report that is being written. Disposing it without completing it leaves no file behind.</summary>
internal interface IComplianceReport : IDisposable
{
    /// <summary>Adds a result. It is written to disk, and not kept.</summary>
    void Add(ReportEntry entry);

    /// <summary>Assembles the report, and puts it in its place.</summary>
    void Complete();
}
