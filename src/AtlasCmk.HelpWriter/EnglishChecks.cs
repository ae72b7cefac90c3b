namespace AtlasCmk.HelpWriter;

/// <summary>Checks that the text of help and errors is plain English.</summary>
internal static class EnglishChecks
{
    public static IEnumerable<HelpError> Check(CmdletHelp cmdlet) =>
    [
        .. Check(cmdlet.TypeName, [cmdlet.Synopsis, .. cmdlet.Description, .. cmdlet.Notes]),
        .. cmdlet.Parameters.SelectMany(p => Check($"{cmdlet.TypeName}.{p.Name}", p.Description)),
        .. cmdlet.Examples.SelectMany(e => Check(cmdlet.TypeName, [e.Title, .. e.Remarks])),
        .. cmdlet.Outputs.SelectMany(o => Check(o.Name, o.Description)),
    ];

    public static IEnumerable<HelpError> Check(AtlasCmkError error) => Check($"{nameof(ErrorCatalog)}.{error.Code}", [error.Meaning, error.Cause, error.Remedy]);

    private static IEnumerable<HelpError> Check(string origin, IEnumerable<string> texts) => texts.SelectMany(text => (HelpError[])
    [
        .. PlainEnglish.BannedWords(text).Select(fault => new HelpError(origin, "HELP015", fault)),
        .. PlainEnglish.LongSentences(text).Select(fault => new HelpError(origin, "HELP016", fault)),
    ]);
}
