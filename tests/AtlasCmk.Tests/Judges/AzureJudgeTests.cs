using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Tests.Contracts;
using Xunit;
using Xunit.Abstractions;

namespace AtlasCmk.Tests.Judges;

/// <summary>Resource Manager before Microsoft's live validator.</summary>
public sealed class AzureJudgeTests(ITestOutputHelper output)
{
    private static readonly Lazy<Task<Judged>> s_judged = new(JudgeAsync);

    [JudgeFact]
    public async Task Microsofts_validator_finds_nothing()
    {
        var verdict = (await s_judged.Value).OfAll;
        output.WriteLine($"{verdict.Exchanges} exchanges, {verdict.Operations.Count} operations");

        Assert.True(verdict.Faults.Count == 0, $"{verdict}");
        Assert.Equal(
            Published.Arm.Operations.Select(o => o.Id).Order(StringComparer.Ordinal),
            verdict.Operations.Keys.Order(StringComparer.Ordinal));
    }

    [JudgeFact]
    public async Task A_wrong_request_and_a_wrong_answer_are_refused() => Judge.AssertSees(await s_judged.Value);

    private static async Task<Judged> JudgeAsync()
    {
        var tests = new AzureAnswerTests();
        var exchanges = await SandboxWire.ExchangesOfAsync(
            tests.Every_published_operation_of_Resource_Manager_is_there_and_answers_as_described,
            tests.Refusals_of_Azure_look_as_described);
        var quickstart = await QuickstartRecord.ExchangesAsync();

        var sound = quickstart.First(e => e is { Face: Face.Arm, Method: "PUT" });
        return await Judge.OfAzure.JudgeWithControlAsync(
            exchanges.Concat(quickstart).Where(IsDescribed),
            sound,
            Judge.With(sound, request: body => body["properties"]!["privateLinkServiceConnectionState"] = "Approved"),
            Judge.With(sound, answer: body => body["properties"]!["provisioningState"] = 1));
    }

    /// <summary>The progress of an operation is in no description of a service, and a version that there is not, in none either.</summary>
    private static bool IsDescribed(Exchange exchange) =>
        exchange.Face == Face.Arm && !exchange.Injected && !Published.IsProgressOfArm(exchange) && exchange.Status != 400;
}
