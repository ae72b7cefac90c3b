using System.Net;
using AtlasCmk.Clients;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

/// <summary>Key Vault refuses changes of one vault that overlap: every change of the module takes its turn, and is sent again where a change from elsewhere overlaps.</summary>
public sealed class VaultWritesTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(5);
    private static readonly KeyVaultAccessPolicy s_rights = new("tenant", "object", null, ["get"]);
    private static readonly RoleAssignment s_role = new($"{VaultPath}/providers/Microsoft.Authorization/roleAssignments/1", VaultPath, "role", "principal");

    private readonly ArmFixture _azure = new();

    private static Dictionary<string, Func<IKeyVaultApi, Task>> Changes { get; } = new()
    {
        [nameof(IKeyVaultApi.SetConnectionStatusAsync)] = api => api.SetConnectionStatusAsync(Connection(), "Approved", "", s_timeout, default),
        [nameof(IKeyVaultApi.DeleteConnectionAsync)] = api => api.DeleteConnectionAsync(Id, s_timeout, default),
        [nameof(IKeyVaultApi.AddToAccessPolicyAsync)] = api => api.AddToAccessPolicyAsync(Vault, s_rights, default),
        [nameof(IKeyVaultApi.RemoveFromAccessPolicyAsync)] = api => api.RemoveFromAccessPolicyAsync(Vault, s_rights, default),
        [nameof(IKeyVaultApi.CreateRoleAssignmentAsync)] = api => api.CreateRoleAssignmentAsync(Vault, s_role, default),
        [nameof(IKeyVaultApi.DeleteRoleAssignmentAsync)] = api => api.DeleteRoleAssignmentAsync(Vault, s_role, default),
    };

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Fact]
    public void Every_change_that_there_is_is_tested_here() =>
        Assert.Equal(Changes.Keys.Order(), typeof(IKeyVaultApi).GetMethods().Select(m => m.Name)
            .Where(n => !n.StartsWith("Get", StringComparison.Ordinal) && !n.StartsWith("List", StringComparison.Ordinal)).Order());

    /// <summary>Two sessions with several commands each; each answer comes after all others had a chance to send.</summary>
    [Fact]
    public async Task Only_one_change_of_a_vault_is_in_progress_at_a_time()
    {
        var (underWay, most) = (0, 0);
        var arm = new SlowArm(request =>
        {
            if (request.Method != HttpMethod.Get)
            {
                most = Math.Max(most, Interlocked.Increment(ref underWay));
            }
        }, request => underWay -= request.Method == HttpMethod.Get ? 0 : 1);
        var locks = new VaultLock();

        var apis = Enumerable.Range(0, 2).Select(_ => new KeyVaultApi(
            AzurePipeline.ForResourceManager(Options(new(AzureAuthentication.AccessToken) { AccessToken = Secret(Token) }, TimeProvider.System), Over(arm), new ScriptedCredential(Token)),
            Options(new(AzureAuthentication.AccessToken) { AccessToken = Secret(Token) }, TimeProvider.System), new KeptLog(), locks)).ToList();
        await Task.WhenAll(Changes.Values.SelectMany(change => apis.Select(api => Task.Run(() => change(api)))));

        Assert.Equal(1, most);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_overlapping_change_is_sent_again(string change)
    {
        _azure.Arm.Answer(409, Error("ConflictError")).Answer(409, Error("AnotherOperationInProgress"))
            .Answer(200, change.StartsWith("Set", StringComparison.Ordinal) ? ConnectionJson() : "{}").Answer(change.StartsWith("Delete", StringComparison.Ordinal) ? 204 : 200, ConnectionJson());

        await Changes[change](_azure.Api);

        Assert.Equal(3, _azure.Arm.Requests.Count(r => r.Method != "GET"));
        Assert.Equal([0.5, 1], _azure.Time.Waits.Take(2).Select(w => w.TotalSeconds));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Overlaps_that_do_not_end_are_an_error_once_the_time_is_up(string change)
    {
        _azure.Arm.Answer(409, Error("ConflictError"));

        var e = await Assert.ThrowsAsync<AzureApiException>(() => Changes[change](_azure.Api));

        Assert.Equal(("AzureConflict", "ConflictError"), (e.ErrorId, e.ErrorCode));
        Assert.InRange(_azure.Time.Waits.Sum(w => w.TotalSeconds), 100, s_timeout.TotalSeconds);
    }

    [Fact]
    public async Task An_operation_that_failed_since_it_overlapped_is_sent_again()
    {
        _azure.Arm.Answer(200, ConnectionJson("Pending", "Updating"), ("Azure-AsyncOperation", "https://management.azure.com/operations/1"))
            .Answer(200, """{"status":"Failed","error":{"code":"ConflictError","message":"changed"}}""")
            .Answer(200, ConnectionJson());

        Assert.Equal("Approved", (await _azure.Api.SetConnectionStatusAsync(Connection(), "Approved", "", s_timeout, default)).Status);
        Assert.Equal(2, _azure.Arm.Requests.Count(r => r.Method == "PUT"));
    }

    [Theory]
    [InlineData("Conflict")]
    [InlineData("ScopeLocked")]
    public async Task Another_conflict_may_last_and_is_not_repeated(string code)
    {
        _azure.Arm.Answer(409, Error(code)).Answer(200, ConnectionJson("Pending"));

        await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.SetConnectionStatusAsync(Connection(), "Approved", "", s_timeout, default));

        Assert.Single(_azure.Arm.Requests, r => r.Method == "PUT");
    }

    [Fact]
    public async Task A_canceled_change_in_the_queue_sends_nothing_and_does_not_delay_the_others()
    {
        var first = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        var holder = _azure.Lock.HoldAsync(Vault.ResourceId, async () => { await first.Task; return 0; }, _azure.Log, default);
        var stopped = _azure.Api.SetConnectionStatusAsync(Connection(), "Approved", "", s_timeout, stop.Token);
        _azure.Arm.Answer(200, ConnectionJson());
        var next = _azure.Api.SetConnectionStatusAsync(Connection(), "Approved", "", s_timeout, default);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        Assert.Empty(_azure.Arm.Requests);
        first.SetResult();
        await holder;

        Assert.Equal("Approved", (await next).Status);
    }

    private sealed class SlowArm(Action<HttpRequestMessage> begin, Action<HttpRequestMessage> end) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            begin(request);
            for (var i = 0; i < 200; i++)
            {
                await Task.Yield();
            }

            end(request);
            var isConnection = request.RequestUri!.AbsolutePath.Contains("privateEndpointConnections", StringComparison.Ordinal);
            return new(isConnection && request.Method == HttpMethod.Delete ? HttpStatusCode.NoContent
                : HttpStatusCode.OK) { Content = new StringContent(isConnection ? ConnectionJson() : "{}"), RequestMessage = request };
        }
    }
}
