using System.Globalization;
using System.Text.Json.Nodes;
using AtlasCmk.Clients;
using AtlasCmk.Pipeline;
using Xunit;

namespace AtlasCmk.Tests.Recordings;

/// <summary>Invoke-AtlasRequest gives each recorded answer as it came, and each recorded refusal with all its words.</summary>
public sealed class RecordedInvocationTests
{
    private static readonly Dictionary<int, (FailureKind Kind, string ErrorId)> s_verdicts = new()
    {
        [400] = (FailureKind.Refused, "AtlasApiError"),
        [401] = (FailureKind.Authentication, "WrongApiKey"),
        [404] = (FailureKind.NotFound, "NotFoundInAtlas"),
    };

    private static async Task<IReadOnlyList<object?>> InvokeAsync(RecordedAnswer recorded, bool allPages = false)
    {
        using var atlas = recorded.Serve();
        List<object?> output = [];
        await foreach (var item in atlas.Api.InvokeAsync(AtlasRequestReading.Create(recorded.Method, recorded.Path, recorded.Version) with { AllPages = allPages }, default))
        {
            output.Add(PlainValues.ToShell(item));
        }

        return output;
    }

    [RecordedFact]
    public async Task A_success_has_every_property()
    {
        var granted = RecordedAnswer.All.Where(a => a.Status < 300).ToList();
        List<string> differences = [];
        foreach (var recorded in granted)
        {
            var output = await InvokeAsync(recorded);
            differences.AddRange(recorded.Body is null
                ? output.Select(_ => $"{recorded}: something came of no body")
                : PlainValue.Differences(recorded.Body, Assert.Single(output)).Select(d => $"{recorded}: {d}"));
        }

        Assert.Empty(differences);
        Assert.Equal(120, granted.Count);
    }

    [RecordedFact]
    public async Task A_field_that_is_renamed_or_of_another_type_is_a_difference()
    {
        var recorded = RecordedAnswer.Of("getGroup", "2023-01-01").Single();
        var output = Assert.Single(await InvokeAsync(recorded));
        var changed = recorded.Body!.DeepClone().AsObject();
        changed["count"] = changed["clusterCount"]!.DeepClone();
        changed.Remove("clusterCount");
        changed["name"] = true;

        Assert.Equal(["$.count is lost", "$.clusterCount is added", $"$.name is {recorded.Body["name"]} (String), not true"], PlainValue.Differences(changed, output));
    }

    [RecordedFact]
    public async Task A_list_comes_out_item_by_item()
    {
        var lists = RecordedAnswer.All.Where(a => a is { Method: "GET", Status: 200 } && a.Body is JsonObject body && body.ContainsKey("results")).ToList();
        Assert.NotEmpty(lists);
        foreach (var recorded in lists)
        {
            var items = recorded.Body!["results"]!.AsArray();
            Assert.Empty(PlainValue.Differences(items, await InvokeAsync(recorded, allPages: true)));
        }
    }

    /// <summary>The recorded page of events was full, and linked to itself alone, since nothing was to be counted.</summary>
    [RecordedFact]
    public async Task The_page_after_a_full_page_is_read_even_without_a_link()
    {
        var recorded = RecordedAnswer.All.Single(a => a.OperationId == "listGroupEvents");
        var body = recorded.Body!.DeepClone();
        var size = (int)body["x-shortened-from"]!;
        Assert.EndsWith($"&itemsPerPage={size}", $"{Assert.Single(body["links"]!.AsArray())!["href"]}", StringComparison.Ordinal);
        body["results"] = new JsonArray([.. Enumerable.Range(0, size).Select(number => new JsonObject { ["id"] = $"{number}" })]);
        using var atlas = (recorded with { Body = body }).Serve();

        await foreach (var _ in atlas.Api.InvokeAsync(AtlasRequestReading.Create("GET", recorded.Path, recorded.Version) with { AllPages = true }, default))
        {
        }

        Assert.Equal(2, atlas.Calls.Count);
    }

    /// <summary>Atlas writes such a date with one digit where one is enough.</summary>
    [RecordedFact]
    public async Task An_API_version_that_ends_is_reported_with_the_recorded_dates()
    {
        var deprecated = RecordedAnswer.All.Where(a => a.Status < 300 && a.Headers.ContainsKey("Deprecation")).ToList();
        Assert.Equal(26, deprecated.Count);
        foreach (var recorded in deprecated)
        {
            using var atlas = recorded.Serve();
            await foreach (var _ in atlas.Api.InvokeAsync(AtlasRequestReading.Create(recorded.Method, recorded.Path, recorded.Version), default))
            {
            }

            var (since, end) = (Day(recorded.Headers["Deprecation"]), recorded.Headers.TryGetValue("Sunset", out var sunset) ? Day(sunset) : "");
            Assert.Contains(atlas.Log.VerboseLines, line => line.Contains(since, StringComparison.Ordinal) && line.Contains(end, StringComparison.Ordinal));
        }
    }

    private static string Day(string date) => DateTimeOffset.Parse(date, CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [RecordedFact]
    public async Task A_refusal_keeps_its_code_message_and_parameters()
    {
        var refused = RecordedAnswer.All.Where(a => a.Status >= 400).ToList();
        Assert.Equal(24, refused.Count);
        Assert.Equal([400, 401, 404], refused.Select(a => a.Status).Distinct().Order());
        foreach (var recorded in refused)
        {
            var refusal = await Assert.ThrowsAsync<AtlasApiException>(() => InvokeAsync(recorded));

            var body = recorded.Body!;
            Assert.Equal((recorded.Status, (string?)body["errorCode"], (string?)body["detail"], (string?)body["reason"]), (refusal.StatusCode, refusal.ErrorCode, refusal.Detail, refusal.Reason));
            Assert.Equal((body["parameters"]?.AsArray() ?? []).Select(p => (string?)p), refusal.Parameters);
            Assert.Equal(s_verdicts[recorded.Status], (refusal.Kind, refusal.ErrorId));
        }
    }
}
