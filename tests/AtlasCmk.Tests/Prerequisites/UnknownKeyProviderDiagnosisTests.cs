using Xunit;

namespace AtlasCmk.Tests.Prerequisites;

/// <summary>A diagnosis names the clusters that may use the key, and rules nothing out because of them.</summary>
public sealed class UnknownKeyProviderDiagnosisTests
{
    [Fact]
    public async Task It_is_unclear_whether_they_stop()
    {
        await using var world = await CheckedWorld.AtStageAsync("encrypted");
        world.Command("setCluster", new { name = "orders", encryptionAtRestProvider = "OCI" });
        world.Command("setKeyVersion", new { enabled = false });

        var diagnosis = await world.DiagnoseAsync();

        Assert.Equal(("Key", "payments"), (diagnosis.Cause, Assert.Single(diagnosis.AtStake)));
        Assert.Contains("orders", diagnosis.Consequence, StringComparison.Ordinal);
        Assert.Contains("'OCI'", diagnosis.Consequence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_may_have_a_deadline_where_no_other_cluster_has_one()
    {
        await using var world = await CheckedWorld.AtStageAsync("encrypted");
        foreach (var name in new[] { "orders", "payments" })
        {
            world.Command("setCluster", new { name, encryptionAtRestProvider = "OCI" });
        }

        world.Command("setKeyVersion", new { enabled = false });

        var diagnosis = await world.DiagnoseAsync();

        Assert.NotNull(diagnosis.By);
        Assert.Empty(diagnosis.AtStake);
        Assert.Contains("payments", diagnosis.Consequence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_may_need_an_endpoint_that_is_not_there()
    {
        await using var world = await CheckedWorld.AtStageAsync("encrypted");
        var regions = (await world.ReadAsync()).KnownClusters.Where(c => c.IsEncryptedWithAzure).Select(c => (c.Name, Region: c.Regions[0])).ToList();
        foreach (var (name, region) in regions.Where(r => r.Region == regions[0].Region))
        {
            world.Command("setCluster", new { name, encryptionAtRestProvider = "OCI" });
            world.Command("setEndpoint", new { region, status = "FAILED" });
        }

        var diagnosis = await world.DiagnoseAsync();

        Assert.Contains("PrivateEndpoint", diagnosis.NotRuledOut);
        Assert.DoesNotContain("PrivateEndpoint", diagnosis.RuledOut);
        Assert.Contains("'OCI'", diagnosis.Explanation, StringComparison.Ordinal);
    }
}
