using AtlasCmk.Testing;
using Xunit;

namespace AtlasCmk.Tests.Prerequisites;

/// <summary>Each check, against a Sandbox that makes it end so.</summary>
[TakesLong]
public sealed class PrerequisiteChecksTests
{
    public static TheoryData<string> Names { get; } = [.. Situations.All.Select(s => s.ToString()).Distinct()];

    [Fact]
    public void No_two_situations_have_the_same_name()
    {
        string[] twice = [.. Situations.All.GroupBy(s => s.ToString()).Where(g => g.Count() > 1).Select(g => g.Key)];

        Assert.True(twice.Length == 0, $"Give one of each another text, or a When, in Situations*.cs:\n{string.Join('\n', twice)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_check_reflects_the_state_of_the_world(string name)
    {
        var situation = Situations.All.First(s => s.ToString() == name);
        await using var world = await CheckedWorld.AtStageAsync(situation.Stage);
        situation.Arrange?.Invoke(world);

        var checks = (await world.CheckAsync(situation.Ask?.Invoke(world))).Where(c => c.Name == situation.Check).ToList();

        Assert.Contains(checks, c => c.Status == situation.Status && $"{c.Actual}\n{c.Remedy}".Contains(situation.Told, StringComparison.Ordinal));
        Assert.All(checks, c => Assert.True(c.Status == CheckStatus.Passed || c.Remedy is not null || c.Status == CheckStatus.Unknown, c.ToString()));
    }

    [Fact]
    public async Task Each_check_is_shown_passing_and_not_passing_and_unknown_where_it_can_be()
    {
        await using var world = await CheckedWorld.AtStageAsync("active");
        var names = (await world.CheckAsync()).Select(c => c.Name).Distinct().ToList();
        var shown = Situations.All.Select(s => (s.Check, s.Status)).ToHashSet();

        // No operation reports the project's state; the only sign is that none refused.
        var passed = names.Where(n => n != "ProjectState" && !shown.Contains((n, CheckStatus.Passed))).Select(n => $"{n}: Passed");
        var not = names.Where(n => !shown.Contains((n, CheckStatus.Failed)) && !shown.Contains((n, CheckStatus.Warning))).Select(n => $"{n}: Failed or Warning");

        // It takes a network that is down, and patience with the retries: PrerequisiteCostTests has it.
        var unknown = names.Where(n => n != "AzureSignIn" && !shown.Contains((n, CheckStatus.Unknown))).Select(n => $"{n}: Unknown");
        string[] missing = [.. passed, .. not, .. unknown];
        Assert.True(missing.Length == 0, $"Add these situations to Situations*.cs:\n{string.Join('\n', missing)}");
        Assert.DoesNotContain(("ProjectState", CheckStatus.Passed), shown);
        Assert.DoesNotContain(("AzureSignIn", CheckStatus.Unknown), shown);
        string[] unknownChecks = [.. Situations.All.Select(s => s.Check).Distinct().Except(names)];
        Assert.True(unknownChecks.Length == 0, $"Situations*.cs names checks that do not exist: {string.Join(", ", unknownChecks)}");
    }

    [Fact]
    public async Task A_ready_project_passes_except_for_what_cannot_be_checked()
    {
        await using var world = await CheckedWorld.AtStageAsync("fresh");
        var open = (await world.CheckAsync(world.Wanted())).Where(c => c.Status != CheckStatus.Passed).Select(c => $"{c.Status} {c.Name}");
        Assert.Equal(["Unknown ProjectState", "Unknown SearchNodes"], open);
    }

    [Fact]
    public async Task If_the_session_signs_in_as_Atlas_the_rights_are_known_without_the_secret()
    {
        await using var world = await CheckedWorld.AtStageAsync("fresh", asAtlas: true);
        var checks = await world.CheckAsync(world.Wanted(withSecret: false));
        Assert.Equal("by an access policy", checks.Single(c => c.Name == "AtlasKeyRights").Actual);
    }

    [Fact]
    public async Task With_an_object_ID_the_rights_are_known_without_the_secret()
    {
        await using var world = await CheckedWorld.AtStageAsync("fresh");
        var checks = await world.CheckAsync(world.Wanted(withSecret: false) with { AtlasObjectId = world.Server.World.Tenant.AtlasApplication.ObjectId });
        Assert.Equal("by an access policy", checks.Single(c => c.Name == "AtlasKeyRights").Actual);
        Assert.Equal("by Key Vault Reader", checks.Single(c => c.Name == "AtlasVaultReader").Actual);
    }

    [Fact]
    public async Task A_locked_vault_can_be_checked_from_anywhere()
    {
        await using var world = await CheckedWorld.AtStageAsync("active");
        world.Command("setVault", new { publicNetworkAccess = "Disabled" });
        var checks = await world.CheckAsync();
        Assert.All(checks.Where(c => c.Name.StartsWith("Key", StringComparison.Ordinal)), c => Assert.Equal(CheckStatus.Passed, c.Status));
        Assert.DoesNotContain(world.Server.Requests.Snapshot(), r => r.Face == "keyvault");
    }

    [Fact]
    public async Task Nothing_is_changed()
    {
        await using var world = await CheckedWorld.AtStageAsync("active");
        await world.DiagnoseAsync(world.Wanted());
        Assert.All(world.Server.Requests.Snapshot(), r => Assert.True(r.Method == "GET" || r.Face == "login", r.ToString()));
    }
}
