using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Tests.Clients;

namespace AtlasCmk.Tests.Recordings;

/// <summary>One exchange of the vendor's own client with the real Resource Manager.</summary>
internal sealed record RecordedExchange(string Note, RecordedExchange.Sent Request, RecordedExchange.Got Response)
{
    private static readonly Lazy<IReadOnlyList<RecordedExchange>> s_all =
        new(() => RecordingFiles.Read("azure-connection-exchanges.json")["exchanges"].Deserialize<List<RecordedExchange>>(JsonSerializerOptions.Web)!);

    /// <summary>The connection before, its rejection, one second later, and six seconds later.</summary>
    public static IReadOnlyList<RecordedExchange> All => s_all.Value;

    /// <summary>The connection that all of them are about.</summary>
    public static ConnectionId Connection { get; } = new(new(AzureCloud.Public, "00000000-0000-0000-0000-000000000000", "rg-recorded", "kv-recorded"), "connection-0001");

    public void AnswerWith(FakeArm arm) =>
        arm.Answer(Response.Status, Response.Body.ToJsonString(), [.. Response.Headers.Where(h => h.Key != "content-type").Select(h => (h.Key, h.Value))]);

    internal sealed record Sent(string Method, Uri Uri, JsonNode? Body);

    internal sealed record Got(int Status, Dictionary<string, string> Headers, JsonObject Body);
}
