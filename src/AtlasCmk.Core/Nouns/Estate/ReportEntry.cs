namespace AtlasCmk;

/// <summary>One result, as a report shows it.</summary>
internal sealed record ReportEntry(string Control, string Result)
{
    public string? ProjectId { get; init; }

    public string? ProjectName { get; init; }

    public string? OrganizationName { get; init; }

    public string Target { get; init; } = "";

    public string Title { get; init; } = "";

    public string Expected { get; init; } = "";

    public string Evidence { get; init; } = "";

    public string? Reason { get; init; }

    public string? Remedy { get; init; }

    public string? ExceptionReason { get; init; }

    public DateTimeOffset? ExceptionUntil { get; init; }

    public IReadOnlyList<string> Frameworks { get; init; } = [];

    public string Baseline { get; init; } = "";

    public DateTimeOffset? AssessedAt { get; init; }

    /// <summary>The project, or the vault that several projects share.</summary>
    public string Subject => ProjectId ?? Target;
}

/// <summary>What a report is to be.</summary>
/// <param name="Path">The file, which appears when it is complete.</param>
/// <param name="Format">One of <see cref="ReportFormats"/>.</param>
/// <param name="Title">Its title.</param>
/// <param name="CreatedAt">The time of the report.</param>
internal sealed record ReportRequest(string Path, string Format, string Title, DateTimeOffset CreatedAt)
{
    /// <summary>An earlier report in JSON, to compare with.</summary>
    public string? PreviousPath { get; init; }

    /// <summary>Whether an existing file is an error.</summary>
    public bool NoClobber { get; init; }

    /// <summary>Whether a read-only file is replaced.</summary>
    public bool Force { get; init; }
}

/// <summary>The formats of a report.</summary>
internal static class ReportFormats
{
    public const string Html = "Html";
    public const string Json = "Json";
    public const string JUnit = "JUnit";

    /// <summary>The format of a file, by its extension. Null for another extension.</summary>
    public static string? Of(string path) => System.IO.Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".HTML" or ".HTM" => Html,
        ".JSON" => Json,
        ".XML" => JUnit,
        _ => null,
    };
}
