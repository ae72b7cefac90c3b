using Xunit;

namespace AtlasCmk.Tests.Prerequisites;

/// <summary>Two teams share a vault: a remedy for one project must not stop the other, and must not open what the other closed.</summary>
public sealed class SharedVaultAdviceTests
{
    [Fact]
    public async Task A_vault_that_only_this_project_uses_may_be_closed()
    {
        await using var world = await CheckedWorld.AtStageAsync("active");

        Assert.Matches("^Update-AzKeyVault .* -PublicNetworkAccess Disabled$", (await NetworkAsync(world)).Remedy);
    }

    [Fact]
    public async Task A_vault_that_another_project_reaches_over_the_public_network_is_not_to_be_closed()
    {
        await using var world = await CheckedWorld.AtStageAsync("active");
        UseVaultElsewhere(world, privately: false);

        var check = await NetworkAsync(world);

        Assert.Equal(CheckStatus.Warning, check.Status);
        Assert.Contains(world.SecondProject, check.Actual, StringComparison.Ordinal);
        Assert.Matches($"^First .*Set-AtlasEncryptionAtRest -ProjectId '{world.SecondProject}' -RequirePrivateNetworking", check.Remedy);
    }

    [Fact]
    public async Task A_vault_that_another_project_reaches_over_private_endpoints_may_be_closed()
    {
        await using var world = await CheckedWorld.AtStageAsync("active");
        UseVaultElsewhere(world, privately: true);

        Assert.Matches("^Update-AzKeyVault .* -PublicNetworkAccess Disabled$", (await NetworkAsync(world)).Remedy);
    }

    [Fact]
    public async Task Projects_that_could_not_be_read_are_named_before_the_vault_is_closed()
    {
        await using var world = await CheckedWorld.AtStageAsync("active");
        world.AtlasRefuses($"groups/{world.SecondProject}/encryptionAtRest");

        var check = await NetworkAsync(world);

        Assert.Contains(world.SecondProject, check.Actual, StringComparison.Ordinal);
        Assert.DoesNotMatch("^Update-AzKeyVault", check.Remedy);
    }

    /// <summary>It may be closed on purpose, for everyone who uses it.</summary>
    [Fact]
    public async Task For_a_closed_vault_private_networking_is_suggested_first()
    {
        await using var world = await CheckedWorld.AtStageAsync("enabled");
        world.Command("setVault", new { publicNetworkAccess = "Disabled" });

        Assert.Matches("^Require private networking: Set-AtlasEncryptionAtRest -ProjectId .*Or, .*-PublicNetworkAccess Enabled$", (await NetworkAsync(world)).Remedy);
    }

    [Fact]
    public async Task A_freeze_of_another_project_is_ended_for_that_project()
    {
        await using var world = await CheckedWorld.AtStageAsync("encrypted");
        world.Command("setKeyVersion", new { enabled = false, tags = new[] { $"AtlasCmkFreeze=2026-11-30T12:00:01Z for project {world.SecondProject} by security" } });
        world.LetAtlasLook();

        var diagnosis = await world.DiagnoseAsync();

        Assert.Contains(world.SecondProject, diagnosis.Explanation, StringComparison.Ordinal);
        Assert.StartsWith($"Grant-AtlasKeyAccess -RecordPath '…' -ProjectId '{world.SecondProject}' -Wait", diagnosis.Remedy, StringComparison.Ordinal);
    }

    private static void UseVaultElsewhere(CheckedWorld world, bool privately) => world.Server.World.Do(() =>
    {
        var (own, other) = (world.Server.World.Projects[0].Encryption, world.Server.World.Projects[1].Encryption);
        other.Azure = own.Azure! with { RequirePrivateNetworking = privately };
    });

    private static async Task<PrerequisiteCheck> NetworkAsync(CheckedWorld world) =>
        Assert.Single(await world.CheckAsync(), c => c.Name == "VaultNetwork");
}
