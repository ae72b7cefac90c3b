using Xunit;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>Atlas takes a key identifier without a version since 2026-02-12, and follows the latest enabled version.</summary>
public sealed class KeyFollowingTests
{
    private static object Named(string identifier) => new { azureKeyVault = new { keyIdentifier = identifier } };

    private static async Task<AtlasHost> StartAsync()
    {
        var host = await AtlasHost.StartAsync("encrypted");
        await host.PatchAsync(host.EncryptionPath, Named(host.World.Key.Key.Id));
        return host;
    }

    private static string? Orders(AtlasHost host) => host.World.Cluster("orders").KeyIdentifier;

    [Fact]
    public async Task An_identifier_without_a_version_is_kept_as_it_was_sent_and_valid()
    {
        await using var host = await StartAsync();
        var answer = (await host.GetAsync(host.EncryptionPath))["azureKeyVault"]!;

        Assert.Equal((host.World.Key.Key.Id, true), (answer["keyIdentifier"]!.GetValue<string>(), answer["valid"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Clusters_follow_a_new_version_and_go_back_when_it_is_disabled()
    {
        await using var host = await StartAsync();
        var first = host.World.Key.Identifier;
        host.World.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(first, Orders(host));

        var second = host.World.Command("addKeyVersion")["keyIdentifier"]!.GetValue<string>();
        host.World.Pass(TimeSpan.FromMinutes(30));
        host.World.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(second, Orders(host));

        host.World.Command("setKeyVersion", new { version = second[^32..], enabled = false });
        await host.GetAsync(host.EncryptionPath);
        host.World.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(first, host.World.Project.Encryption.FollowedVersion);
    }

    [Fact]
    public async Task A_key_without_any_enabled_version_is_not_valid()
    {
        await using var host = await StartAsync();
        host.World.Command("setKeyVersion", new { enabled = false });
        await host.GetAsync(host.EncryptionPath);
        host.World.Pass(TimeSpan.FromMinutes(5));

        Assert.False((await host.GetAsync(host.EncryptionPath))["azureKeyVault"]!["valid"]!.GetValue<bool>());
        Assert.Equal("AZURE_KEY_VAULT_KEY_NOT_ENABLED", host.World.Project.Encryption.LastFinding!.Code);
    }

    [Fact]
    public async Task The_same_version_in_another_text_moves_no_cluster()
    {
        await using var host = await AtlasHost.StartAsync("encrypted");
        var text = host.World.Key.Identifier.Replace(".net/", ".net:443/", StringComparison.Ordinal).ToUpperInvariant().Replace("HTTPS", "https", StringComparison.Ordinal);
        await host.PatchAsync(host.EncryptionPath, Named(text + "/"));
        host.World.Pass(TimeSpan.FromSeconds(1));

        Assert.All(host.World.Project.Clusters, c => Assert.Equal("IDLE", c.StateName));
        Assert.Equal(host.World.Key.Identifier, Orders(host));
    }
}
