namespace AtlasCmk.Rules;

/// <summary>What can speak against a key version, in the order in which it is the more important to know.</summary>
internal enum KeyVersionFault
{
    Disabled,
    Expired,
    NotYetActive,
    Expiring,
    NotRsa,
    OperationMissing,

    /// <summary>Azure does not say whether it is enabled, so that nothing is known for certain.</summary>
    EnabledNotTold,
}
