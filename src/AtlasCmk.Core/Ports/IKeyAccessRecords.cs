namespace AtlasCmk.Ports;

/// <summary>The storage of records of removed rights.</summary>
internal interface IKeyAccessRecords
{
    /// <summary>Null if there is no file. Throws <see cref="AtlasCmkException"/> if it is not a record.</summary>
    KeyAccessRecord? Read(string path);

    /// <summary>Throws <see cref="AtlasCmkException"/> if a record cannot be written there. Leaves no file behind.</summary>
    void CheckPlace(string path);

    /// <summary>Returns when the complete record is on disk. An existing record is never replaced.</summary>
    void Create(string path, KeyAccessRecord record);
}
