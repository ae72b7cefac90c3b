using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Tests.Contracts;
using Xunit;

namespace AtlasCmk.Tests.Judges;

/// <summary>Somebody else's program that says whether an exchange is as the vendor describes it: neither the client nor the Sandbox had a hand in it.</summary>
internal sealed class Judge(string script)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>Microsoft's live validator, for Resource Manager.</summary>
    public static Judge OfAzure { get; } = new("azure.mjs");

    /// <summary>A proxy that validates against MongoDB's description of the API.</summary>
    public static Judge OfAtlas { get; } = new("atlas.mjs");

    public async Task<Verdict> JudgeAsync(IEnumerable<Exchange> exchanges)
    {
        var folder = Directory.CreateTempSubdirectory("atlascmk-judge-");
        try
        {
            var (shown, verdict) = (Path.Combine(folder.FullName, "exchanges.jsonl"), Path.Combine(folder.FullName, "verdict.json"));
            await File.WriteAllLinesAsync(shown, exchanges.Select(e => JsonSerializer.Serialize(e, s_json)));
            await Npm.RunAsync(script, ContractFiles.Folder, shown, verdict);
            return JsonSerializer.Deserialize<Verdict>(await File.ReadAllTextAsync(verdict), s_json)!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>That the judge sees a fault on each side that is planted there, and none without.</summary>
    public async Task AssertSeesAsync(Exchange sound, Exchange wrongRequest, Exchange wrongAnswer)
    {
        var verdict = await JudgeAsync([sound, wrongRequest, wrongAnswer]);

        Assert.Equal([(1, "request"), (2, "response")], verdict.Faults.Select(f => (f.Index, f.Side)).Distinct());
    }

    /// <summary>The same exchange with a body that was changed.</summary>
    public static Exchange With(Exchange exchange, string? path = null, Action<JsonObject>? request = null, Action<JsonObject>? answer = null) => new()
    {
        Face = exchange.Face,
        Method = exchange.Method,
        Path = path ?? exchange.Path,
        RequestHeaders = exchange.RequestHeaders,
        RequestBody = Changed(exchange.RequestBody, request),
        Status = exchange.Status,
        ResponseHeaders = exchange.ResponseHeaders,
        ResponseBody = Changed(exchange.ResponseBody, answer),
        Injected = false,
    };

    private static string Changed(string body, Action<JsonObject>? change)
    {
        if (change is null)
        {
            return body;
        }

        var json = ContractFiles.Parse(body);
        change(json);
        return json.ToJsonString();
    }
}
