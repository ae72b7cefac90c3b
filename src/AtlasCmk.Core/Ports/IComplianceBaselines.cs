namespace AtlasCmk.Ports;

/// <summary>The storage of baselines.</summary>
internal interface IComplianceBaselines
{
    /// <summary>Throws <see cref="AtlasCmkException"/> if there is no file, or it is not a baseline.</summary>
    ComplianceBaseline Read(string path);
}
