using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>What goes wrong with the next requests that match. Without status and body the real work is done.</summary>
internal sealed class Fault
{
    public string? Face { get; init; }

    public string? Method { get; init; }

    /// <summary>A regular expression on path and query.</summary>
    public string Path { get; init; } = "";

    public int Times { get; init; } = 1;

    /// <summary>Answered instead of doing the work; with no body, in the error shape of the face.</summary>
    public int? Status { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>A JSON string is sent as its text, so that a body need not be JSON; anything else as JSON.</summary>
    public JsonNode? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>The work is done, the answer never arrives.</summary>
    public bool LoseAnswer { get; init; }

    /// <summary>The connection ends before any work.</summary>
    public bool DropConnection { get; init; }

    /// <summary>The answer is cut in the middle of its body.</summary>
    public bool Truncate { get; init; }

    public int DelayMs { get; init; }

    internal bool IsCanned => !LoseAnswer && (Status is not null || Body is not null);
}
