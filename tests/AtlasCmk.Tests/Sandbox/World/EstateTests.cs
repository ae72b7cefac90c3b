using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>The world of a company: many projects, few vaults, and some deviations.</summary>
public sealed class EstateTests
{
    private readonly SandboxWorld _world;

    public EstateTests()
    {
        var test = new TestWorld(new SandboxOptions { Projects = 40, IsEstate = true });
        _world = test.World;

        // Atlas notices a rejection some time later.
        test.Pass(TimeSpan.FromHours(1));
    }

    [Fact]
    public void Forty_projects_share_three_vaults_in_three_organizations()
    {
        Assert.Equal(40, _world.Projects.Select(p => p.Name).Distinct().Count());
        Assert.Equal(3, _world.Projects.Select(p => p.Vault.Name).Distinct().Count());
        Assert.Equal(3, _world.Projects.Select(p => p.Organization.Id).Distinct().Count());
        Assert.All(_world.Projects, p => Assert.StartsWith($"kv-{p.Name.Split('-')[1]}-", p.Vault.Name, StringComparison.Ordinal));
        Assert.All(_world.Projects.GroupBy(p => p.Name.Split('-')[0]), application => Assert.Single(application.Select(p => p.Organization.Id).Distinct()));
    }

    [Fact]
    public void Most_projects_are_complete_and_every_tenth_has_each_deviation()
    {
        Assert.Equal(6, _world.Projects.Take(10).Count(IsComplete));
        Assert.Equal(22, _world.Projects.Count(IsComplete));
        Assert.Equal(["Disabled", "Enabled", "Enabled"], _world.Projects.Take(3).Select(p => p.Vault.PublicNetworkAccess));
        Assert.Null(_world.Projects[5].Encryption.Azure);
        Assert.False(_world.Projects[16].Encryption.Azure!.RequirePrivateNetworking);
        Assert.All(_world.Projects[7].Clusters, c => Assert.Equal("NONE", c.EncryptionAtRestProvider));
        Assert.Equal("US_EAST_2 PENDING_ACCEPTANCE", string.Join(", ", _world.Projects[8].Endpoints.Select(e => $"{e.RegionName} {e.Status}")));
        Assert.Contains(_world.Projects[9].Clusters, c => c.EncryptionAtRestProvider == "NONE");
    }

    private static bool IsComplete(Project project) => project.Encryption.Azure is { RequirePrivateNetworking: true }
        && project.Endpoints.Count > 0 && project.Endpoints.All(e => e.Status == "ACTIVE") && project.Clusters.All(c => c.EncryptionAtRestProvider == "AZURE");
}
