using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Testing;
using AtlasCmk.Tests.Contracts;
using Xunit;
using Xunit.Abstractions;

namespace AtlasCmk.Tests.Judges;

/// <summary>Atlas before a proxy that validates against MongoDB's description.</summary>
[TakesLong]
public sealed class AtlasJudgeTests(ITestOutputHelper output)
{
    /// <summary>Errors in the description itself: the start of the proxy's message, and the evidence.</summary>
    private static readonly Dictionary<string, string> s_faultsOfTheDescription = new()
    {
        ["response.body.parameters."] = "Parameters of an error are described as objects. Recorded ones are texts and numbers.",
        ["request.query.eventtype."] = "Types of events are described as objects that are one of several lists of texts. A query holds texts, and so do the lists.",
        ["request.query.excludedeventtype."] = "The same.",
    };

    private static readonly Lazy<Task<Judged>> s_judged = new(JudgeAsync);

    [JudgeFact]
    public async Task MongoDBs_description_is_kept()
    {
        var verdict = (await s_judged.Value).OfAll;
        output.WriteLine($"{verdict.Exchanges} exchanges, {verdict.Operations.Count} operations");

        var faults = verdict.Faults.ToLookup(f => s_faultsOfTheDescription.Keys.FirstOrDefault(known => f.Text.StartsWith(known, StringComparison.Ordinal)) ?? "");
        Assert.True(!faults[""].Any(), $"{verdict}");
        Assert.Equal(s_faultsOfTheDescription.Keys.Order(StringComparer.Ordinal), faults.Select(f => f.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            Published.Atlas.Operations.Select(o => o.Id).Concat(["listGroupEvents", "getGroupEvent"]).Order(StringComparer.Ordinal),
            verdict.Operations.Keys.Order(StringComparer.Ordinal));
    }

    [JudgeFact]
    public async Task A_wrong_request_and_a_wrong_answer_are_refused() => Judge.AssertSees(await s_judged.Value);

    private static async Task<Judged> JudgeAsync()
    {
        var (answers, events) = (new AtlasAnswerTests(), new AtlasEventTests());
        var exchanges = await SandboxWire.ExchangesOfAsync(
            answers.Every_published_operation_is_there_and_answers_as_described,
            answers.Endpoints_look_as_described_in_every_state,
            answers.Lists_look_as_described_on_every_page,
            events.Events_of_every_cause_look_as_described);
        var quickstart = await QuickstartRecord.ExchangesAsync();

        var sound = quickstart.First(e => e is { Face: Face.Atlas, Method: "PATCH", Status: 200 });
        return await Judge.OfAtlas.JudgeWithControlAsync(
            exchanges.Concat(quickstart).Where(e => e.Face == Face.Atlas && !e.Injected),
            sound,
            Judge.With(sound, request: body => body["azureKeyVault"]!["enabled"] = "yes"),
            Judge.With(sound, answer: body => body["azureKeyVault"]!["enabled"] = "yes"));
    }
}
