using System.Text;

namespace AtlasCmk.HelpWriter;

/// <summary>Writes the about topic of all errors, in the format and width of about topics.</summary>
internal static class AboutErrors
{
    private const int Width = 80;

    private static readonly (string Service, string Title, string Introduction)[] s_parts =
    [
        (AtlasCmkError.Own, "ERRORS OF ATLASCMK", "Errors that AtlasCmk detects, by the first part of FullyQualifiedErrorId."),
        (AtlasCmkError.Atlas, "CODES OF ATLAS", "Codes that Atlas returns, and the id under which AtlasCmk reports them."),
        (AtlasCmkError.Azure, "CODES OF AZURE", "Codes that Azure Resource Manager, Key Vault and Microsoft Entra return, and the id under which AtlasCmk reports them."),
    ];

    public static string Write(string topic)
    {
        StringBuilder text = new();
        Section("TOPIC", topic);
        Section("SHORT DESCRIPTION", "Every error with its cause and its remedy.");
        Section("LONG DESCRIPTION",
            "An error shows what happened and what to do next. Look up its id or the service's code here, or let Get-AtlasCmkError explain a code, an id or the error:");
        Lines(8, "Get-AtlasCmkError CANNOT_DISABLE_ENCRYPTION_AT_REST", "$Error[0] | Get-AtlasCmkError");
        text.Append('\n');
        foreach (var (service, title, introduction) in s_parts)
        {
            Section(title, introduction);
            foreach (var error in ErrorCatalog.All.Where(e => e.Service == service).OrderBy(e => e.Code, StringComparer.Ordinal))
            {
                Lines(4, error.Code);
                Wrapped(8, error.Meaning);
                Wrapped(8, $"Cause: {error.Cause}");
                Wrapped(8, $"Remedy: {error.Remedy}");
                Lines(8, error.Code == error.ErrorId ? [] : [$"Reported as {error.ErrorId}."]);
                Lines(8, error.Source is { } source ? [source.AbsoluteUri] : []);
                text.Append('\n');
            }
        }

        Section("SEE ALSO", "Get-AtlasCmkError");
        return text.ToString();

        void Section(string title, string paragraph)
        {
            text.Append(title).Append('\n');
            Wrapped(4, paragraph);
            text.Append('\n');
        }

        void Lines(int indentation, params IEnumerable<string> lines)
        {
            foreach (var line in lines)
            {
                text.Append(' ', indentation).Append(line).Append('\n');
            }
        }

        void Wrapped(int indentation, string paragraph)
        {
            StringBuilder line = new();
            foreach (var word in paragraph.Split(' '))
            {
                if (line.Length > 0 && indentation + line.Length + 1 + word.Length > Width)
                {
                    Lines(indentation, line.ToString());
                    line.Clear();
                }

                line.Append(line.Length > 0 ? " " : "").Append(word);
            }

            Lines(indentation, line.ToString());
        }
    }
}
