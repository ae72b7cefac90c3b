using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Tests.Contracts;
using Xunit;
using Xunit.Abstractions;

namespace AtlasCmk.Tests.Judges;

/// <summary>Resource Manager before Microsoft's live validator.</summary>
public sealed class AzureJudgeTests(ITestOutputHelper output)
{
    [JudgeFact]
    public async Task Microsofts_validator_finds_nothing()
    {
        var tests = new AzureAnswerTests();
        var exchanges = await SandboxWire.ExchangesOfAsync(
            tests.Every_published_operation_of_Resource_Manager_is_there_and_answers_as_described,
            tests.Refusals_of_Azure_look_as_described);

        var verdict = await Judge.OfAzure.JudgeAsync(exchanges.Concat(await QuickstartRecord.ExchangesAsync()).Where(IsDescribed));
        output.WriteLine($"{verdict.Exchanges} exchanges, {verdict.Operations.Count} operations");

        Assert.True(verdict.Faults.Count == 0, $"{verdict}");
        Assert.Equal(
            Published.Arm.Operations.Select(o => o.Id).Order(StringComparer.Ordinal),
            verdict.Operations.Keys.Order(StringComparer.Ordinal));
    }

    [JudgeFact]
    public async Task A_wrong_request_and_a_wrong_answer_are_refused()
    {
        var sound = (await QuickstartRecord.ExchangesAsync()).First(e => e is { Face: Face.Arm, Method: "PUT" });

        await Judge.OfAzure.AssertSeesAsync(
            sound,
            Judge.With(sound, request: body => body["properties"]!["privateLinkServiceConnectionState"] = "Approved"),
            Judge.With(sound, answer: body => body["properties"]!["provisioningState"] = 1));
    }

    /// <summary>The progress of an operation is in no description of a service, and a version that there is not, in none either.</summary>
    private static bool IsDescribed(Exchange exchange) =>
        exchange.Face == Face.Arm && !exchange.Injected && !Published.IsProgressOfArm(exchange) && exchange.Status != 400;
}
