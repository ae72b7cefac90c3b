namespace AtlasCmk.Rules;

/// <summary>Whether a project uses a key version, and whether Atlas can use it.</summary>
internal static class KeyVersionStates
{
    /// <param name="version">The version.</param>
    /// <param name="versions">All versions of its key that Azure listed.</param>
    /// <param name="project">The project's settings.</param>
    /// <param name="now">The time for the expiry check.</param>
    public static AkvKeyVersion Of(KeyVersion version, IReadOnlyList<KeyVersion> versions, EncryptionAtRest project, DateTimeOffset now)
    {
        var reasons = KeyVersionRules.ReasonsAgainst(version, now);
        bool? isInUse = KeyReferences.Of(version.Identifier, versions, project) switch
        {
            KeyReference.Named or KeyReference.Latest => true,
            KeyReference.Possible => null,
            _ => false,
        };
        var state = reasons.Count > 0 ? StateOf(reasons[0].Fault) : isInUse is true ? "Current" : "Usable";
        return new(project.ProjectId, version, isInUse, state, reasons.Count > 0 ? string.Join("; ", reasons) : null, now);
    }

    private static string StateOf(KeyVersionFault fault) => fault switch
    {
        KeyVersionFault.NotRsa or KeyVersionFault.OperationMissing => "Unusable",
        KeyVersionFault.EnabledNotTold => "Unknown",
        _ => fault.ToString(),
    };
}
