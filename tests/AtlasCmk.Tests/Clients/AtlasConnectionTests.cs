using AtlasCmk.Clients;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Clients;

public sealed class AtlasConnectionTests
{
    private static ConnectionOptions Options(SandboxRoute? sandbox = null) =>
        ArmFixture.Options(new(AzureAuthentication.AccessToken) { AccessToken = ArmFixture.Secret(ArmFixture.Token) }, TimeProvider.System) with { Sandbox = sandbox };

    [Fact]
    public async Task Azure_is_reached_through_the_sessions_own_connections()
    {
        // The server answers with the host's name, which is no JSON: that it came back is the point.
        using var server = new LoopbackTls("management.azure.com");
        using var connection = new AtlasConnection(Options(server.Route));
        var e = await Assert.ThrowsAsync<AzureApiException>(() => connection.OpenKeyVault(new KeptLog()).ListConnectionsAsync(ArmFixture.Vault, default));
        Assert.Equal(("UnreadableAnswer", 200), (e.ErrorId, e.StatusCode));
    }

    [Fact]
    public async Task An_untrusted_Azure_is_not_spoken_to_and_named()
    {
        using var server = new LoopbackTls("management.azure.com");
        using var other = new LoopbackTls("management.azure.com");
        using var connection = new AtlasConnection(Options(server.Route with { AuthorityFile = other.AuthorityFile }));
        var log = new KeptLog();
        var e = await Assert.ThrowsAsync<AtlasUnreachableException>(() => connection.OpenKeyVault(log).ListConnectionsAsync(ArmFixture.Vault, default));
        Assert.Contains("certificate", e.Message, StringComparison.Ordinal);
        Assert.Single(log.VerboseLines);
    }

    [Fact]
    public async Task A_Sandbox_that_has_stopped_is_asked_about_once_by_its_own_name()
    {
        using var server = new LoopbackTls("management.azure.com");
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        silent.Stop();
        using var connection = new AtlasConnection(Options(server.Route with { Port = port }));
        var log = new KeptLog();
        AtlasUnreachableException[] failures =
        [
            await Assert.ThrowsAsync<AtlasUnreachableException>(() => connection.OpenAtlas(log).GetProjectAsync(Given.ProjectId, default)),
            await Assert.ThrowsAsync<AtlasUnreachableException>(() => connection.OpenKeyVault(log).ListConnectionsAsync(ArmFixture.Vault, default)),
        ];

        Assert.All(failures, e =>
        {
            Assert.EndsWith($"the Sandbox at 127.0.0.1:{port} does not respond. Is it still running?", e.Message, StringComparison.Ordinal);
            Assert.StartsWith("Start the Sandbox again", e.Remedy, StringComparison.Ordinal);
            Assert.DoesNotContain("certificate", e.Message + e.Remedy, StringComparison.Ordinal);
        });
        Assert.DoesNotContain(log.VerboseLines, line => line.Contains("try 2", StringComparison.Ordinal));
    }

    [Fact]
    public void Making_a_connection_asks_for_nothing_and_Azure_alone_needs_no_key_for_Atlas()
    {
        using var connection = new AtlasConnection(Options() with { Atlas = null });
        Assert.NotNull(connection.OpenKeyVault(new KeptLog()));
    }

    [Fact]
    public async Task After_the_session_ends_every_command_reports_it()
    {
        var connection = new AtlasConnection(Options());
        var before = connection.OpenKeyVault(new KeptLog());
        connection.Dispose();
        connection.Dispose();

        Assert.Equal("SessionEnded", Assert.Throws<AtlasCmkException>(() => connection.OpenAtlas(new KeptLog())).ErrorId);
        Assert.Equal("SessionEnded", Assert.Throws<AtlasCmkException>(() => connection.OpenKeyVault(new KeptLog())).ErrorId);
        Assert.Equal("SessionEnded", (await Assert.ThrowsAsync<AtlasCmkException>(() => before.ListConnectionsAsync(ArmFixture.Vault, default))).ErrorId);
    }

    [Fact]
    public void The_chains_are_made_once_however_many_commands_open_them()
    {
        using var connection = new AtlasConnection(Options());
        Parallel.For(0, 50, _ =>
        {
            Assert.NotNull(connection.OpenAtlas(new KeptLog()));
            Assert.NotNull(connection.OpenKeyVault(new KeptLog()));
        });
    }
}
