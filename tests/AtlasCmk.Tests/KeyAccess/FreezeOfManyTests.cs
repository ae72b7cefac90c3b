using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>A freeze that reaches many projects: totals first, then a table, and a number to type.</summary>
public sealed class FreezeOfManyTests
{
    private readonly FreezeWorld _freeze = new();

    private World World => _freeze.World;

    private string[] SecondQuestion => World.Answers.Questions[1].Split('\n');

    private void GivenSharers(params string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var id = $"{i + 10:x24}";
            _freeze.GivenProject(id, names[i], Settings(id, Given.Key), [.. Enumerable.Range(1, i + 1).Select(n => FreezeWorld.Cluster($"{names[i]}-{n}"))]);
        }
    }

    private static EncryptionAtRest Settings(string id, string key) => new(id)
    {
        Enabled = true,
        Valid = true,
        KeyIdentifier = key,
        KeyVaultName = Given.Vault.Name,
        ResourceGroupName = Given.Vault.ResourceGroupName,
        SubscriptionId = Given.Subscription,
        TenantId = Given.Tenant,
        ClientId = Given.Client,
        AzureEnvironment = "AZURE",
    };

    [Fact]
    public void The_question_starts_with_the_totals_and_lists_every_project_with_its_clusters()
    {
        World.Atlas.Snapshots.Set([new("1", "orders") { CreatedAt = World.Time.GetUtcNow().AddDays(-1), Status = "completed" }]);
        GivenSharers("shop", "billing");
        World.Answers.ToSecond = false;

        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.StartsWith("3 projects with 5 clusters will stop; ", SecondQuestion[0], StringComparison.Ordinal);
        Assert.Equal(["Project", "Clusters", "Backups"], SecondQuestion[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["payments", "billing", "shop"], SecondQuestion[3..].Select(row => row.Split(' ')[0]));
        Assert.Contains("billing-1, billing-2", SecondQuestion[4], StringComparison.Ordinal);
        Assert.True(_freeze.IsEnabled);
        Assert.Empty(World.Records.Files);
    }

    [Theory]
    [InlineData(1, "2")]
    [InlineData(4, "5")]
    public void The_number_of_projects_must_be_typed(int others, string number)
    {
        GivenSharers([.. Enumerable.Range(1, others).Select(i => $"p{i}")]);
        _freeze.Revoke(KeyAccessMethod.KeyVersion);
        Assert.Equal([number], World.Answers.Typed);
    }

    [Fact]
    public void A_freeze_of_one_project_needs_no_typing()
    {
        World.KeyVault.KeyVersions.Set([.. World.KeyVault.KeyVersions.Now, Given.KeyVersion("https://kv-atlas.vault.azure.net/keys/second/0123456789abcdef0123456789abcdef", World.Time.GetUtcNow())]);
        _freeze.Revoke(KeyAccessMethod.AccessPolicy);
        Assert.Equal([null], World.Answers.Typed);
    }

    [Fact]
    public void The_warning_has_the_totals_and_names_every_cluster_also_without_a_second_question()
    {
        GivenSharers("shop", "billing");
        World.Answers.ToSecond = false;

        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        var warnings = World.Log.Warnings.Where(w => w.Contains("About to freeze", StringComparison.Ordinal)).ToList();
        Assert.All(warnings, w => Assert.Contains("3 projects with 5 clusters will stop", w, StringComparison.Ordinal));
        Assert.All(["orders", "ledger", "shop-1", "billing-1", "billing-2"], name => Assert.Contains(name, warnings[0], StringComparison.Ordinal));
    }

    [Fact]
    public void A_project_that_falls_back_is_marked_and_does_not_count_as_stopping()
    {
        var key = Given.Key[..Given.Key.LastIndexOf('/')];
        World.KeyVault.KeyVersions.Set([Given.KeyVersion(Given.OtherKey, World.Time.GetUtcNow().AddDays(-200)), Given.KeyVersion(Given.Key, World.Time.GetUtcNow().AddDays(-100))]);
        GivenSharers("shop");
        _freeze.GivenProject(FreezeWorld.Other, "follower", Settings(FreezeWorld.Other, key), FreezeWorld.Cluster("follower-1"));

        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.StartsWith("2 projects with 3 clusters will stop; 1 project will fall back to an older key version", SecondQuestion[0], StringComparison.Ordinal);
        Assert.StartsWith("follower (falls back) ", SecondQuestion[^1], StringComparison.Ordinal);
        Assert.Equal(["3"], World.Answers.Typed);
    }

    [Fact]
    public void Projects_of_the_same_name_show_the_end_of_their_id()
    {
        GivenSharers("shop", "shop");
        World.Answers.ToSecond = false;
        _freeze.Revoke(KeyAccessMethod.KeyVersion);
        Assert.Equal(2, SecondQuestion.Count(row => row.StartsWith("shop …0000", StringComparison.Ordinal)));
    }

    /// <summary>An organization has up to 250 projects, with names of up to 64 characters.</summary>
    [Fact]
    public void The_table_fits_a_terminal_of_80_columns_and_is_not_longer_than_a_screen()
    {
        var many = new KeyAccessImpact
        {
            ProjectId = Given.ProjectId,
            Clusters = [],
            Sharing = [.. Enumerable.Range(1, 250).Select(i => new AffectedProject($"{i:x24}", $"{i:d3}{new string('n', 61)}", "")
            {
                Clusters = [.. Enumerable.Range(1, 25).Select(c => $"cluster-{c}")],
            })],
        };

        var table = FreezeTable.Of("payments", many);

        Assert.All(table, line => Assert.InRange(line.Length, 1, 80));
        Assert.Contains("none running", table[2], StringComparison.Ordinal);
        Assert.Contains("25: cluster-1, cluster-2", table[3], StringComparison.Ordinal);
        Assert.Equal("and 211 more projects", table[^1]);
        Assert.Equal(43, table.Count);
    }

    [Fact]
    public void A_host_that_cannot_ask_names_every_project_in_its_error()
    {
        string[] table = ["Project  Clusters", "-------  --------", "shop     shop-1", "billing  billing-1"];
        var error = CommandErrors.CannotAskSecondQuestion("2 projects will stop.", table, new InvalidOperationException());
        Assert.EndsWith("2 projects will stop; shop shop-1; billing billing-1", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Force", error.Remedy, StringComparison.Ordinal);
    }
}
