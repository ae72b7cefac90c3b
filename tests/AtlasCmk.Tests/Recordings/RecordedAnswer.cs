using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtlasCmk.Clients;
using AtlasCmk.Tests.Clients;

namespace AtlasCmk.Tests.Recordings;

/// <summary>One answer of the Atlas Administration API: of the real one, as recorded, or of the Sandbox's.</summary>
internal sealed partial record RecordedAnswer(string? OperationId, string Source, string Method, string Path, int Status, Dictionary<string, string> Headers, JsonNode? Body)
{
    private static readonly Lazy<IReadOnlyList<RecordedAnswer>> s_all = new(() => RecordingFiles.Read("atlas-answers.json")["answers"].Deserialize<List<RecordedAnswer>>(JsonSerializerOptions.Web)!);

    public static IReadOnlyList<RecordedAnswer> All => s_all.Value;

    public static IEnumerable<RecordedAnswer> Of(string operationId, string version) => All.Where(a => a.OperationId == operationId && a.Status < 300 && a.Version == version);

    /// <summary>The version of the API that it answered in; an answer without a body, or a refusal, names none.</summary>
    public string Version => Headers.GetValueOrDefault("Content-Type") is { } type && type.Split("vnd.atlas.") is [_, var rest] ? rest[..10] : "2023-01-01";

    /// <summary>The id of the project in the path.</summary>
    public string Group => PathPattern().Match(Path).Groups["group"].Value;

    /// <summary>The name of the cluster in the path.</summary>
    public string Cluster => PathPattern().Match(Path).Groups["cluster"].Value;

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

    /// <summary>With the names of its project and its cluster replaced wherever they occur.</summary>
    public RecordedAnswer WithoutNames() => this with
    {
        Body = Body is null ? null : JsonNode.Parse(PlaceNames(PathPattern().Match(Path), Body.ToJsonString())),
    };

    public override string ToString() => $"{Method} {Path} → {Status} ({Source})";

    private static string PlaceNames(Match path, string text)
    {
        foreach (var name in new[] { "group", "cluster" }.Where(name => path.Groups[name].Success))
        {
            text = text.Replace(path.Groups[name].Value, $"({name})", StringComparison.Ordinal);
        }

        return text;
    }

    [GeneratedRegex("/groups/(?<group>[0-9a-f]{24})(/(flexC|c)lusters/(?<cluster>[^/]+))?")]
    private static partial Regex PathPattern();
}
