using AtlasCmk.Tests.Clients;
using Xunit;

namespace AtlasCmk.Tests.Prerequisites;

/// <summary>A key that works does not prove what was not read.</summary>
public sealed class HealthyWithGapsTests
{
    [Fact]
    public async Task A_diagnosis_with_everything_read_finds_no_problem()
    {
        await using var world = await CheckedWorld.AtStageAsync("encrypted");

        var diagnosis = await world.DiagnoseAsync(world.Wanted());

        Assert.Equal(("None", "The key works. No problem found."), (diagnosis.Cause, diagnosis.Explanation));
    }

    [Theory]
    [InlineData("privateEndpoints", "private endpoints")]
    [InlineData("/clusters", "private endpoints")]
    public async Task Unread_facts_are_named_and_not_reported_as_fine(string path, string named)
    {
        await using var world = await CheckedWorld.AtStageAsync("encrypted");
        world.AtlasRefuses(path);

        var diagnosis = await world.DiagnoseAsync(world.Wanted());

        Assert.Equal((true, "None"), (diagnosis.Valid, diagnosis.Cause));
        Assert.DoesNotContain("No problem found", diagnosis.Explanation, StringComparison.Ordinal);
        Assert.Matches($"Not checked: .*{named}", diagnosis.Explanation);
    }

    [Fact]
    public async Task Rights_that_need_the_object_of_the_application_are_named()
    {
        await using var world = await CheckedWorld.AtStageAsync("encrypted");

        var diagnosis = await world.DiagnoseAsync();

        Assert.Matches("Not checked: rights", diagnosis.Explanation);
    }

    /// <summary>Each refusal of Microsoft Entra has its own remedy: a new secret does not help against a wrong tenant.</summary>
    [Theory]
    [InlineData("AADSTS90002")]
    [InlineData("AADSTS700016")]
    [InlineData("AADSTS7000215")]
    [InlineData("AADSTS7000222")]
    public async Task A_refused_sign_in_keeps_the_remedy_of_its_code(string code)
    {
        await using var world = await CheckedWorld.AtStageAsync("fresh");
        world.Server.Faults.Add(new() { Face = "login", Method = "POST", Path = "token", Times = 9, Status = 400, Body = Refusal(code) });

        var check = Assert.Single(await world.CheckAsync(world.Wanted()), c => c.Name == "AtlasSignIn");

        Assert.Equal((CheckStatus.Failed, EntraErrorCodes.All.Single(c => c.Code == code).Remedy), (check.Status, check.Remedy));
    }

    private static System.Text.Json.Nodes.JsonNode Refusal(string code) =>
        System.Text.Json.Nodes.JsonNode.Parse($$"""{ "error": "invalid_client", "error_description": "{{code}}: Refused." }""")!;
}
