using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Tests.Contracts;
using Xunit;

namespace AtlasCmk.Tests.Judges;

/// <summary>An independent program that checks an exchange against the vendor's description. It shares no code with the client or the Sandbox.</summary>
internal sealed class Judge(string script)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>Microsoft's live validator, for Resource Manager.</summary>
    public static Judge OfAzure { get; } = new("azure.mjs");

    /// <summary>A proxy that validates against MongoDB's description of the API.</summary>
    public static Judge OfAtlas { get; } = new("atlas.mjs");

    private async Task<Verdict> JudgeAsync(IEnumerable<Exchange> exchanges)
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

    /// <summary>Shows the judge the exchanges and, after them, a control: a sound exchange, one with a wrong request, and one with a wrong answer.</summary>
    /// <remarks>The judges read a description for seconds, so both are shown in one run.</remarks>
    public async Task<Judged> JudgeWithControlAsync(IEnumerable<Exchange> exchanges, params Exchange[] control)
    {
        List<Exchange> all = [.. exchanges];
        var verdict = await JudgeAsync(all.Concat(control));
        Assert.Equal(all.Count + control.Length, verdict.Exchanges);
        return new(
            verdict with { Exchanges = all.Count, Faults = [.. verdict.Faults.Where(f => f.Index < all.Count)] },
            [.. verdict.Faults.Where(f => f.Index >= all.Count).Select(f => (f.Index - all.Count, f.Side)).Distinct()]);
    }

    /// <summary>The judge finds a fault on each side where the control has one, and no other.</summary>
    public static void AssertSees(Judged judged) => Assert.Equal([(1, "request"), (2, "response")], judged.OfControl);

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
