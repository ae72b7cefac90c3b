using Xunit;

namespace AtlasCmk.Tests.Prerequisites;

/// <summary>Atlas reports that it can use the key. What contradicts that is a possibility, and no cause: nothing has failed.</summary>
public sealed class ValidKeyDiagnosisTests
{
    [Theory]
    [InlineData("a resource group that is not there", "Vault", "VaultExists")]
    [InlineData("a vault that is closed", "Network", "public network access is disabled")]
    [InlineData("a key of another cloud", "Vault", "VaultCloud")]
    public async Task A_setting_of_the_vault_is_no_cause(string what, string area, string seen)
    {
        await using var world = await CheckedWorld.AtStageAsync("enabled");
        Arrange(world, what);

        var diagnosis = await world.DiagnoseAsync();

        Assert.Equal((true, "None", null, 0), (diagnosis.Valid, diagnosis.Cause, diagnosis.By, diagnosis.AtStake.Count));
        Assert.Contains(seen, diagnosis.Explanation, StringComparison.Ordinal);
        Assert.Contains("One possibility", diagnosis.Explanation, StringComparison.Ordinal);
        Assert.Contains(area, diagnosis.NotRuledOut);
        Assert.DoesNotContain(area, diagnosis.RuledOut);
        Assert.StartsWith("Get-AtlasCmkDiagnosis -ProjectId", diagnosis.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_a_cause_if_Atlas_cannot_use_the_key(bool isClosed)
    {
        await using var world = await CheckedWorld.AtStageAsync("enabled");
        if (isClosed)
        {
            world.Command("setVault", new { publicNetworkAccess = "Disabled" });
        }

        world.ShowSettings(world.About.KeyIdentifier, valid: false, privately: false, isClosed ? null : "rg-elsewhere");
        Assert.Equal(isClosed ? "Network" : "Vault", (await world.DiagnoseAsync()).Cause);
    }

    /// <summary>A problem that Atlas meets at its next validation is a possible cause, and not certain.</summary>
    [Fact]
    public async Task A_version_that_was_disabled_since_is_named_with_what_Atlas_reports()
    {
        await using var world = await CheckedWorld.AtStageAsync("encrypted");
        world.Command("setKeyVersion", new { enabled = false });

        var diagnosis = await world.DiagnoseAsync();

        Assert.Equal((true, "Key"), (diagnosis.Valid, diagnosis.Cause));
        Assert.Contains("Atlas still reports that it can use the key", diagnosis.Explanation, StringComparison.Ordinal);
        Assert.Contains("may", diagnosis.Consequence, StringComparison.Ordinal);
    }

    /// <summary>A project that names no version falls back to the version before a disabled one, so it is not frozen.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_latest_version_that_is_disabled_is_named_with_the_one_that_Atlas_falls_back_to(bool valid)
    {
        await using var world = await CheckedWorld.AtStageAsync("encrypted");
        world.Command("letTimePass", new { span = "00:00:02" });
        var newer = world.Command("addKeyVersion", new { enabled = false }).GetProperty("keyIdentifier").GetString()!;
        world.ShowSettings(world.About.KeyIdentifier[..world.About.KeyIdentifier.LastIndexOf('/')], valid, privately: false);

        var diagnosis = await world.DiagnoseAsync();

        Assert.Equal(valid ? "None" : "Undetermined", diagnosis.Cause);
        Assert.Contains(newer[^32..], diagnosis.Explanation, StringComparison.Ordinal);
        Assert.EndsWith($"falls back to {world.About.KeyIdentifier[^32..]}.", diagnosis.Explanation, StringComparison.Ordinal);
    }

    /// <summary>A vault that the settings name wrongly hides nothing that was seen.</summary>
    [Fact]
    public async Task The_state_of_the_endpoints_stays_the_cause()
    {
        await using var world = await CheckedWorld.AtStageAsync("encrypted");
        world.Command("setEndpoint", new { region = "US_EAST_2", status = "FAILED" });
        world.ShowSettings(world.About.KeyIdentifier, valid: true, resourceGroup: "rg-elsewhere");

        var diagnosis = await world.DiagnoseAsync();

        Assert.Equal("PrivateEndpoint", diagnosis.Cause);
        Assert.Contains("Vault", diagnosis.NotRuledOut);
    }

    private static void Arrange(CheckedWorld world, string what)
    {
        var key = world.About.KeyIdentifier;
        if (what == "a vault that is closed")
        {
            world.Command("setVault", new { publicNetworkAccess = "Disabled" });
        }

        world.ShowSettings(what == "a key of another cloud" ? key.Replace(".azure.net", ".azure.cn", StringComparison.Ordinal) : key, valid: true, privately: false,
            what == "a resource group that is not there" ? "rg-elsewhere" : null);
    }
}
