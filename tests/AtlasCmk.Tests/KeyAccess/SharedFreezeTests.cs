using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>A freeze that stops the clusters of another project names that project in each question, and so does the way back.</summary>
public sealed class SharedFreezeTests
{
    private readonly FreezeWorld _freeze = new();

    private World World => _freeze.World;

    public SharedFreezeTests()
    {
        World.Atlas.Snapshots.Set([new("1", "orders") { CreatedAt = World.Time.GetUtcNow().AddDays(-1), Status = "completed" }]);
        _freeze.GivenProject(FreezeWorld.Other, "billing", FreezeWorld.Elsewhere(Given.Key), FreezeWorld.Cluster("orders"));
    }

    [Fact]
    public void The_first_question_names_the_other_project_and_its_cluster()
    {
        World.Answers.ToSecond = false;

        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.Matches($"project billing \\({FreezeWorld.Other}\\).*its cluster orders", World.Answers.Questions[0]);
    }

    /// <summary>Clusters of two projects may have the same name.</summary>
    [Fact]
    public void Backups_of_another_project_are_listed_separately()
    {
        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.Contains($"1 of orders; 1 of orders (project {FreezeWorld.Other})", World.Log.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_tag_names_the_frozen_project()
    {
        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        var tag = World.KeyVault.KeyVersions.Now[0].FreezeTag!;
        Assert.Equal(Given.ProjectId, FreezeTag.ProjectOf(tag));
        Assert.Equal(World.Records.Files[FreezeWorld.Path].CreatedAt, FreezeTag.TimeOf(tag));
    }

    [Fact]
    public void Without_Atlas_the_tag_names_no_project()
    {
        _freeze.RevokeWithoutAtlas(KeyAccessMethod.KeyVersion);

        Assert.Null(FreezeTag.ProjectOf(World.KeyVault.KeyVersions.Now[0].FreezeTag!));
    }

    [Theory]
    [InlineData("2026-11-30T12:00:01Z for project 66c9e8f1dd6c9960802420e9 by object x", "66c9e8f1dd6c9960802420e9")]
    [InlineData("2026-11-30T12:00:01Z for project $(whoami) by object x", null)]
    [InlineData("2026-11-30T12:00:01Z by object for project 66c9e8f1dd6c9960802420e9", null)]
    [InlineData("", null)]
    public void The_project_of_a_tag_is_read(string value, string? project) => Assert.Equal(project, FreezeTag.ProjectOf(value));
}
