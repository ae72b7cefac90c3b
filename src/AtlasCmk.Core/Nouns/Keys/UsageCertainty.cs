namespace AtlasCmk;

/// <summary>How sure it is that something needs a key version, the surest first.</summary>
internal enum UsageCertainty
{
    /// <summary>Atlas says so.</summary>
    Confirmed,

    /// <summary>It follows from times: Atlas documents no field that names the Azure key of a backup. It counts as needed.</summary>
    Assumed,

    /// <summary>Nothing tells, one way or the other.</summary>
    Unknown,
}
