using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Clients;
using AtlasCmk.Tests.Clients;

namespace AtlasCmk.Tests.Recordings;

/// <summary>One answer of the real Atlas Administration API.</summary>
internal sealed record RecordedAnswer(string? OperationId, string Source, string Method, string Path, int Status, Dictionary<string, string> Headers, JsonNode? Body)
{
    private static readonly Lazy<IReadOnlyList<RecordedAnswer>> s_all = new(() => RecordingFiles.Read("atlas-answers.json")["answers"].Deserialize<List<RecordedAnswer>>(JsonSerializerOptions.Web)!);

    public static IReadOnlyList<RecordedAnswer> All => s_all.Value;

    public static IEnumerable<RecordedAnswer> Of(string operationId) => All.Where(a => a.OperationId == operationId);

    /// <summary>The version of the API that it answered in; an answer without a body, or a refusal, names none.</summary>
    public string Version => Headers.GetValueOrDefault("Content-Type") is { } type && type.Split("vnd.atlas.") is [_, var rest] ? rest[..10] : "2023-01-01";

    /// <summary>A client whose every request gets this answer, byte for byte but for its length.</summary>
    public AtlasApiSetup Serve() => new(request =>
    {
        // Of a list that was cut short, only the first page was recorded.
        var body = request.PathAndQuery.Contains("pageNum=2", StringComparison.Ordinal) ? JsonNode.Parse("""{"results":[]}""") : Body;
        var response = FakeTransport.Empty(Status);
        response.Content = new ByteArrayContent(body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body));
        foreach (var (name, value) in Headers.Where(h => h.Key != "Content-Length"))
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    });

    public override string ToString() => $"{Method} {Path} → {Status} ({Source})";
}
