using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>The question before a freeze states only what was read.</summary>
public sealed class ImpactQuestionTests
{
    private readonly FreezeWorld _freeze = new();

    private string Question => _freeze.World.Answers.Questions[0];

    private string Warning => _freeze.World.Log.Warnings.First(w => w.Contains("About to freeze", StringComparison.Ordinal));

    private static BackupSnapshot Snapshot(string id, string cluster, DateTimeOffset created) => new(id, cluster) { CreatedAt = created, Status = "completed" };

    /// <summary>It was moved, or disabled, and only what uses the vault now is read.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_names_how_many_projects_were_not_read(bool isDisabled)
    {
        _freeze.GivenProject(FreezeWorld.Other, "billing", isDisabled ? new(FreezeWorld.Other) : FreezeWorld.Moved);

        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.Contains("1 project was not read", Question, StringComparison.Ordinal);
        Assert.Contains($"Clusters and backups of projects that do not use this vault now were not read, and may need the key too: {FreezeWorld.Other}.", Warning, StringComparison.Ordinal);
        Assert.Contains(_freeze.Evidence, e => e.Event == KeyAccessEvent.ImpactUnknown && e.Subject == FreezeWorld.Other && e.Detail.Contains("clusters and backups", StringComparison.Ordinal));
    }

    [Fact]
    public void If_all_projects_were_read_the_message_does_not_mention_it()
    {
        _freeze.Revoke(KeyAccessMethod.KeyVersion);
        Assert.DoesNotContain("not read", Question + Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void It_names_how_many_backups_are_locked()
    {
        _freeze.World.Atlas.Snapshots.Set([.. Enumerable.Range(1, 3).Select(i => Snapshot($"{i}", "orders", _freeze.World.Time.GetUtcNow().AddDays(-i)))]);
        _freeze.Revoke(KeyAccessMethod.KeyVersion);
        Assert.Contains("3 backups cannot be restored until a thaw", Question, StringComparison.Ordinal);
    }

    /// <summary>Those of another project that shares the key do.</summary>
    [Fact]
    public void The_statement_that_no_cluster_runs_covers_this_project_only()
    {
        _freeze.World.Atlas.Clusters.Set([Given.Cluster("plain")]);
        _freeze.GivenProject(FreezeWorld.Other, "billing", FreezeWorld.Elsewhere(Given.Key), FreezeWorld.Cluster("billing-db"));

        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.Contains("no running cluster of the project stops", Question, StringComparison.Ordinal);
        Assert.Contains("No running cluster of the project is encrypted with it.", Warning, StringComparison.Ordinal);
        Assert.Contains("billing-db", Warning, StringComparison.Ordinal);
    }

    /// <summary>The versions cannot be listed, so that nothing of the vault's projects was read either.</summary>
    [Fact]
    public void A_project_of_the_vault_is_not_reported_as_using_another()
    {
        var failure = new AzureApiException(AzureErrors.AzureServerError, "no versions today", "", null, 500, null);
        _freeze.World.Atlas.Encryption.Set(Given.Encryption(key: Given.Key[..Given.Key.LastIndexOf('/')]));
        _freeze.GivenProject(FreezeWorld.Other, "billing", FreezeWorld.Elsewhere(Given.Key, "b1e2c3d4-0000-4000-8000-0000000000aa"));
        _freeze.World.KeyVault.OnTheWay = () => _freeze.World.Journal[^1].EndsWith("/versions", StringComparison.Ordinal) ? throw failure : Task.CompletedTask;

        _freeze.Revoke(KeyAccessMethod.AccessPolicy, force: true);

        Assert.Contains("no versions today", Warning, StringComparison.Ordinal);
        Assert.Contains(FreezeWorld.Other, Warning, StringComparison.Ordinal);
        Assert.DoesNotContain("do not use this vault now", Warning, StringComparison.Ordinal);
    }
}
