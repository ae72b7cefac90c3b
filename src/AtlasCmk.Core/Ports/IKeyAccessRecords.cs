namespace AtlasCmk.Ports;

/// <summary>Where records of what was taken are kept.</summary>
internal interface IKeyAccessRecords
{
    /// <summary>Null where there is none. Throws <see cref="AtlasCmkException"/> for something that is no record.</summary>
    KeyAccessRecord? Read(string path);

    /// <summary>Throws <see cref="AtlasCmkException"/> where no record could be written; nothing is left behind.</summary>
    void CheckPlace(string path);

    /// <summary>Returns once the record is on the disk, whole; one that is there already is never replaced.</summary>
    void Create(string path, KeyAccessRecord record);
}
