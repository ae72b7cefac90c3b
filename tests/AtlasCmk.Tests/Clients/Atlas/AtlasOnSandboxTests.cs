using AtlasCmk.Clients;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>The client against a server that was written from the published description alone, over real connections and TLS.</summary>
public sealed class AtlasOnSandboxTests : IAsyncLifetime, IDisposable
{
    private readonly SteppingTime _time = new() { LongestStep = TimeSpan.FromSeconds(30) };
    private readonly KeptLog _log = new();
    private SandboxServer _sandbox = null!;
    private AtlasConnection _connection = null!;
    private IAtlasApi _atlas = null!;
    private string _project = "";

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions { Mixed = true, Provisioning = TimeSpan.FromMilliseconds(50), KeepExchanges = true });
        var (options, project) = SandboxFile.Read(_sandbox.DescriptionFile);
        _connection = new(options with { Time = _time });
        _atlas = _connection.OpenAtlas(_log);
        _project = project;
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData("MD5")]
    [InlineData("SHA-256")]
    public async Task A_session_costs_one_more_than_it_asks_however_concurrent(string algorithm)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { DigestAlgorithm = algorithm });
        var (options, project) = SandboxFile.Read(sandbox.DescriptionFile);
        using var connection = new AtlasConnection(options);
        var atlas = connection.OpenAtlas(_log);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => atlas.GetProjectAsync(project, default)));
        await atlas.ListClustersAsync(project, default);

        Assert.Equal(42, sandbox.Requests.Total);
        Assert.Equal(1, sandbox.Requests.Snapshot().Count(request => request.Status == 401));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wrong_credentials_are_recognized_by_the_status_with_or_without_a_code(bool hasNoCode)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { UnauthorizedHasNoCode = hasNoCode });
        var (options, project) = SandboxFile.Read(sandbox.DescriptionFile);
        using var connection = new AtlasConnection(options with { Atlas = new("nobodyxx", HttpSetup.Secure("wrong")) });

        var e = await Assert.ThrowsAsync<AtlasApiException>(() => connection.OpenAtlas(_log).GetProjectAsync(project, default));
        Assert.Equal((401, "WrongApiKey"), (e.StatusCode, e.ErrorId));
    }

    [Fact]
    public async Task A_list_of_more_than_one_page_is_complete()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Projects = 501 });
        using var connection = new AtlasConnection(SandboxFile.Read(sandbox.DescriptionFile).Options);
        var count = 0;
        await foreach (var _ in connection.OpenAtlas(_log).ListProjectsAsync(default))
        {
            count++;
        }

        Assert.Equal(501, count);
    }

    [Fact]
    public async Task Every_operation_is_understood()
    {
        var there = _sandbox.Description;
        var enabled = await _atlas.UpdateEncryptionAtRestAsync(_project, Enablement(), default);
        Assert.True(enabled is { Enabled: true, RequirePrivateNetworking: true });
        Assert.Equal(there.KeyIdentifier, (await _atlas.GetEncryptionAtRestAsync(_project, default)).KeyIdentifier);

        var created = await _atlas.CreatePrivateEndpointAsync(_project, "US_EAST_2", default);
        Assert.Equal(created.EndpointId, (await _atlas.GetPrivateEndpointAsync(_project, created.EndpointId, default)).EndpointId);
        Assert.Equal(created.EndpointId, Assert.Single(await _atlas.ListPrivateEndpointsAsync(_project, default)).EndpointId);

        var clusters = await _atlas.ListClustersAsync(_project, default);
        Assert.Superset(there.Clusters.ToHashSet(), clusters.Concat(await _atlas.ListFlexClustersAsync(_project, default)).Select(c => c.Name).ToHashSet());
        Assert.Contains(clusters, c => c.IsMultiCloud);
        Assert.Contains(clusters, c => c.Kind == ClusterKind.Shared);
        Assert.Contains(clusters, c => c.Paused);
        Assert.Contains(clusters, c => c.Regions.Count > 1);
        Assert.Empty(await _atlas.ListServerlessInstancesAsync(_project, default));

        var project = Assert.Single(await CollectAsync(_atlas.ListProjectsAsync(default)));
        Assert.Equal((_project, there.OrganizationId), (project.ProjectId, project.OrganizationId));
        Assert.DoesNotContain(_sandbox.Requests.Snapshot(), request => request.Status is 400 or 406 or >= 500);
    }

    [Fact]
    public async Task No_body_reaches_Atlas_without_proof()
    {
        await _atlas.UpdateEncryptionAtRestAsync(_project, Enablement(), default);

        Assert.Equal(["PATCH 401", "PATCH 200"], _sandbox.Requests.Snapshot().Select(request => $"{request.Method} {request.Status}"));
        var bodies = _sandbox.Exchanges.Select(exchange => exchange.RequestBody).ToList();
        Assert.Equal("", bodies[0]);
        Assert.Contains(_sandbox.Description.AzureClientSecret, bodies[1], StringComparison.Ordinal);
        Assert.DoesNotContain(_sandbox.Description.AzureClientSecret, string.Join('\n', [.. _log.VerboseLines, .. _log.DebugLines]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_reading_whose_answer_was_lost_or_cut_is_repeated(bool lost, bool cut)
    {
        await _atlas.GetProjectAsync(_project, default);
        _sandbox.Faults.Add(new() { Path = "encryptionAtRest", LoseAnswer = lost, Truncate = cut, Times = 2 });

        Assert.False((await _atlas.GetEncryptionAtRestAsync(_project, default)).Enabled);

        Assert.Contains(_log.VerboseLines, line => line.EndsWith("try 3", StringComparison.Ordinal) && line.Contains("→ 200", StringComparison.Ordinal));
        Assert.Equal(2, _time.Waits.Count);
    }

    [Fact]
    public async Task A_creation_whose_answer_was_lost_is_not_repeated()
    {
        await _atlas.UpdateEncryptionAtRestAsync(_project, Enablement(), default);
        _sandbox.Faults.Add(new() { Method = "POST", LoseAnswer = true });

        var failure = await Assert.ThrowsAsync<AtlasUnreachableException>(() => _atlas.CreatePrivateEndpointAsync(_project, "US_EAST_2", default));

        Assert.Equal("cloud.mongodb.com", failure.Host);
        Assert.Single(_sandbox.Requests.Snapshot(), request => request.Method == "POST");
        Assert.Single(await _atlas.ListPrivateEndpointsAsync(_project, default));
    }

    [Fact]
    public async Task A_server_that_asks_to_slow_down_is_obeyed()
    {
        _sandbox.Faults.Add(new() { Status = 429, Times = 2, Headers = new Dictionary<string, string> { ["Retry-After"] = "7" } });

        await _atlas.GetProjectAsync(_project, default);

        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7)], _time.Waits);
    }

    [Fact]
    public async Task A_stop_returns_while_the_server_holds_every_answer()
    {
        await _atlas.GetProjectAsync(_project, default);
        _sandbox.Gate.Close("encryptionAtRest");
        using var stop = new CancellationTokenSource();

        var calls = Enumerable.Range(0, 20).Select(_ => _atlas.GetEncryptionAtRestAsync(_project, stop.Token)).ToList();
        Assert.True(SpinWait.SpinUntil(() => _sandbox.Gate.Held == 20, TimeSpan.FromSeconds(30)));
        await stop.CancelAsync();

        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(30)));
        }

        _sandbox.Gate.Open();
        Assert.False((await _atlas.GetEncryptionAtRestAsync(_project, default)).Enabled);
    }

    [Fact]
    public async Task A_wrong_private_key_and_a_foreign_project_are_distinguished()
    {
        var (options, _) = SandboxFile.Read(_sandbox.DescriptionFile);
        using var wrong = new AtlasConnection(options with { Atlas = new(options.Atlas!.Id, HttpSetup.Secure("mistyped")) });

        var key = await Assert.ThrowsAsync<AtlasApiException>(() => wrong.OpenAtlas(_log).GetProjectAsync(_project, default));
        var project = await Assert.ThrowsAsync<AtlasApiException>(() => _atlas.GetProjectAsync("000000000000000000000000", default));

        Assert.Equal("WrongApiKey", key.ErrorId);
        Assert.Equal("NoAccessToProject", project.ErrorId);
    }

    private EncryptionAtRestChange Enablement() => new()
    {
        Enabled = true,
        AzureEnvironment = "AZURE",
        TenantId = _sandbox.Description.TenantId,
        ClientId = _sandbox.Description.AzureClientId,
        ClientSecret = HttpSetup.Secure(_sandbox.Description.AzureClientSecret),
        SubscriptionId = _sandbox.Description.SubscriptionId,
        ResourceGroupName = _sandbox.Description.ResourceGroup,
        KeyVaultName = _sandbox.Description.KeyVaultName,
        KeyIdentifier = _sandbox.Description.KeyIdentifier,
        RequirePrivateNetworking = true,
    };

    private static async Task<List<T>> CollectAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> all = [];
        await foreach (var item in items)
        {
            all.Add(item);
        }

        return all;
    }
}
