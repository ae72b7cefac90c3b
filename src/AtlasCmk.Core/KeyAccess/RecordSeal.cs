namespace AtlasCmk;

/// <summary>What the checksum of a record says. It shows an edit by accident; it is no signature, and whoever can write the file can write a new one.</summary>
internal enum RecordSeal
{
    /// <summary>The record is as it was written.</summary>
    Fits,

    /// <summary>An earlier version of AtlasCmk wrote none.</summary>
    Missing,

    /// <summary>The record was changed after it was written.</summary>
    Broken,
}
