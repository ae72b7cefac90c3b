namespace AtlasCmk.Rules;

/// <summary>What the checksum of a record says. It shows an edit by accident. It is no signature: with the right to write the file, a new checksum can be written too.</summary>
internal enum RecordSeal
{
    /// <summary>The record is as it was written.</summary>
    Fits,

    /// <summary>An earlier version of AtlasCmk wrote none.</summary>
    Missing,

    /// <summary>The record was changed after it was written.</summary>
    Broken,
}
