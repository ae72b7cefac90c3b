using System.Text.Json.Nodes;
using AtlasCmk.Tests.Contracts;
using Xunit;

namespace AtlasCmk.Tests.Recordings;

/// <summary>The recorded exchanges with Resource Manager, made with the Sandbox.</summary>
public sealed class AzureSandboxExchangeTests
{
    [RecordedFact]
    public async Task The_Sandbox_answers_each_exchange_as_recorded()
    {
        await using var wire = await SandboxWire.StartAsync("pending");
        var path = $"{wire.Vault}/privateEndpointConnections/{wire.Command("addForeignConnection", """{"approved":true}""")["name"]}";
        List<(JsonObject Body, IReadOnlyDictionary<string, string> Headers)> served = [];
        foreach (var exchange in RecordedExchange.All)
        {
            if (exchange.Note.StartsWith("six seconds", StringComparison.Ordinal))
            {
                wire.Clock.Advance(TimeSpan.FromSeconds(6));
            }

            var body = await wire.AzureAsync(exchange.Request.Method, $"{path}?api-version=2026-02-01", exchange.Request.Body?.ToJsonString());
            served.Add((body!, wire.Server.Exchanges[^1].ResponseHeaders));
        }

        Findings.AssertNone(RecordedExchange.All.Zip(served).SelectMany(pair => Differences(pair.First, pair.Second.Body, pair.Second.Headers).Select(line => $"{pair.First.Note}: {line}")));
        Assert.Equal(States(RecordedExchange.All.Select(e => e.Response.Body)), States(served.Select(s => s.Body)));
    }

    [RecordedFact]
    public void A_field_of_another_name_and_a_header_that_is_missing_are_differences()
    {
        var recorded = RecordedExchange.All[1];
        var (body, headers) = (recorded.Response.Body.DeepClone().AsObject(), new Dictionary<string, string>(recorded.Response.Headers));
        Assert.Empty(Differences(recorded, body, headers));

        body["properties"]!.AsObject().Remove("provisioningState");
        body["properties"]!["state"] = 1;
        headers.Remove("azure-asyncoperation");
        Assert.Equal(["- $.properties.provisioningState: String", "+ $.properties.state: Number"], Differences(recorded, body, headers).Take(2));
        Assert.StartsWith("- azure-asyncoperation: ", Differences(recorded, body, headers).Skip(2).Single(), StringComparison.Ordinal);
    }

    /// <summary>A recording was reduced to few headers, so that those which the Sandbox sends besides are no difference.</summary>
    private static IEnumerable<string> Differences(RecordedExchange recorded, JsonObject body, IReadOnlyDictionary<string, string> headers)
    {
        var (theirs, ours) = (JsonShape.Of([recorded.Response.Body]), JsonShape.Of([body]));
        return
        [
            .. theirs.Except(ours).Select(line => $"- {line}"),
            .. ours.Except(theirs).Where(line => !line.StartsWith("$.sandboxUnknownField", StringComparison.Ordinal)).Select(line => $"+ {line}"),
            .. recorded.Response.Headers.Where(h => Form(h.Value) != Form(Published.Header(headers, h.Key) ?? "")).Select(h => $"- {h.Key}: {h.Value}, but {Published.Header(headers, h.Key)}"),
        ];
    }

    /// <summary>Of an address, what does not depend on the vault.</summary>
    private static string Form(string value) => value.StartsWith("https://", StringComparison.Ordinal) && value.Split("&kv-operation=") is [var address, { Length: > 0 } operation]
        ? $"{new Uri(address).AbsolutePath.Split("/vaults/")[1].Split('/')[1]} {operation.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')}"
        : value;

    /// <summary>Status and progress of each, and which of them have the same etag.</summary>
    private static IEnumerable<string> States(IEnumerable<JsonObject> bodies)
    {
        List<string> etags = [];
        foreach (var body in bodies)
        {
            var etag = $"{body["etag"]}";
            etags = [.. etags.Append(etag).Distinct()];
            yield return $"{body["properties"]!["privateLinkServiceConnectionState"]!["status"]} {body["properties"]!["provisioningState"]} etag {etags.IndexOf(etag)}";
        }
    }
}
