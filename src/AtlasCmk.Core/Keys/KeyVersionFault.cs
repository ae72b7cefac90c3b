namespace AtlasCmk;

/// <summary>What can speak against a key version, in the order in which it is the more important to know.</summary>
internal enum KeyVersionFault
{
    Disabled,
    Expired,
    NotYetActive,
    Expiring,
    NotRsa,
    OperationMissing,
}
