using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>A fault for the next matching requests. Without a status and a body, the request is processed as usual.</summary>
internal sealed class Fault
{
    public string? Face { get; init; }

    public string? Method { get; init; }

    /// <summary>A regular expression on path and query.</summary>
    public string Path { get; init; } = "";

    /// <summary>The number of requests that it strikes. Default: one, or all with <see cref="Percent"/>.</summary>
    public int? Times { get; init; }

    /// <summary>The share of the matching requests that it strikes. Null for every one.</summary>
    /// <remarks>The choice depends on the request and on how often it was sent, not on the order of different requests. So it is the same in each run.</remarks>
    public double? Percent { get; init; }

    /// <summary>Selects other requests.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Sent instead of processing the request. Without a body, the error has the shape of the face.</summary>
    public int? Status { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>A JSON string is sent as plain text, so that a body can be anything. Other values are sent as JSON.</summary>
    public JsonNode? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Processes the request, but closes the connection without a response.</summary>
    public bool LoseAnswer { get; init; }

    /// <summary>Closes the connection before processing the request.</summary>
    public bool DropConnection { get; init; }

    /// <summary>Cuts the response in the middle of its body.</summary>
    public bool Truncate { get; init; }

    public int DelayMs { get; init; }

    internal bool IsCanned => !LoseAnswer && (Status is not null || Body is not null);
}
