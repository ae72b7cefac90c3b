using System.Management.Automation;

namespace AtlasCmk.Pipeline;

/// <summary>A piped row whose columns are settings, if the caller asks for it with -FromInput. Empty cells are settings that are not given.</summary>
internal sealed class SettingsRow
{
    /// <summary>Columns that identify the row, and those that a person reads.</summary>
    private static readonly string[] s_identity = ["ProjectId", "ProjectName", "OrganizationName"];

    /// <summary>The settings of every command with -FromInput. One file can serve several commands, and each takes its own columns.</summary>
    public static IReadOnlyList<string> OfAllCommands { get; } = [.. EncryptionRow.Columns, "RegionName"];

    private static readonly string[] s_secrets = ["secret", "password", "credential", "token"];

    private readonly Dictionary<string, string> _cells = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="row">The piped object.</param>
    /// <param name="settings">The columns that are settings.</param>
    /// <exception cref="AtlasCmkException">Another column, or an object that is no row.</exception>
    public SettingsRow(PSObject? row, params IReadOnlyList<string> settings)
    {
        // An output has its properties for another reason than to be set.
        if (row?.BaseObject is not PSCustomObject)
        {
            throw InputErrors.RowNotUnderstood(ProjectOf(row), "it is no row of columns, as from Import-Csv or ConvertFrom-Json");
        }

        Project = ProjectOf(row);
        foreach (var column in row.Properties)
        {
            if (settings.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
            {
                Add(column.Name, column.Value);
            }
            else if (!s_identity.Concat(OfAllCommands).Contains(column.Name, StringComparer.OrdinalIgnoreCase))
            {
                throw InputErrors.RowNotUnderstood(Project, IsSecret(column.Name)
                    ? $"the column {column.Name} looks like a secret, which does not belong in a file. Give -AzureCredential instead"
                    : $"there is no setting named {column.Name}. The settings are {string.Join(", ", settings)}");
            }
        }
    }

    public string? Project { get; }

    /// <summary>The text of a cell; null if it is empty or missing.</summary>
    public string? Text(string column) => _cells.GetValueOrDefault(column);

    /// <summary>A cell that is true or false.</summary>
    public bool? Flag(string column) => Text(column)?.ToUpperInvariant() switch
    {
        null => null,
        "TRUE" or "YES" or "1" or "$TRUE" => true,
        "FALSE" or "NO" or "0" or "$FALSE" => false,
        _ => throw Unreadable(column, "expected true or false"),
    };

    /// <summary>A cell that something else understands.</summary>
    public T? Read<T>(string column, Func<string, T?> read, string expected)
        where T : class
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        try
        {
            return read(text) ?? throw Unreadable(column, $"expected {expected}");
        }
        catch (AtlasCmkException e) when (e.ErrorId != "RowNotUnderstood")
        {
            throw Unreadable(column, e.Message.TrimEnd('.'));
        }
    }

    private AtlasCmkException Unreadable(string column, string why) => InputErrors.RowNotUnderstood(Project, $"the column {column} is '{Text(column)}': {why}");

    private void Add(string column, object? value)
    {
        if ($"{(value is PSObject wrapped ? wrapped.BaseObject : value)}".Trim() is { Length: > 0 } text)
        {
            _cells[column] = text;
        }
    }

    private static string? ProjectOf(PSObject? row) => row?.Properties["ProjectId"]?.Value as string;

    private static bool IsSecret(string column) =>
        s_secrets.Any(word => column.Contains(word, StringComparison.OrdinalIgnoreCase));
}
