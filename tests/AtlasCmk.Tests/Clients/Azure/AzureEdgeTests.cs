using AtlasCmk.Clients;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

/// <summary>Odd waits, odd statuses, odd lists and passing faults end in a typed answer, and within a limit.</summary>
public sealed class AzureEdgeTests
{
    private const string Operation = "https://management.azure.com/operations/1";
    private const string Version = "0123456789abcdef0123456789abcdef";
    private const string Recovering = """{"error":{"code":"Conflict","message":"Key cmk is currently being recovered.","innererror":{"code":"ObjectIsBeingRecovered"}}}""";
    private const string Retryable = """{"error":{"code":"RetryableError","message":"A retryable error occurred."}}""";

    private static readonly string s_bundle = $$"""{"key":{"kid":"https://kv-1.vault.azure.net/keys/cmk/{{Version}}","kty":"RSA"},"attributes":{"enabled":false} }""";

    private readonly ArmFixture _azure = new();

    [Theory]
    [InlineData("5000000")]
    [InlineData("2147483647")]
    [InlineData("99999999999999999999")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_wait_of_weeks_on_an_accepted_change_is_bounded(string retryAfter)
    {
        _azure.Arm.Answer(202, "", ("Location", Operation), ("Retry-After", retryAfter)).Answer(200).Answer(200, ConnectionJson());
        var changed = await _azure.Api.SetConnectionStatusAsync(Connection(), "Approved", "", TimeSpan.FromMinutes(10), default);
        Assert.Equal("Approved", changed.Status);
        Assert.All(_azure.Time.Waits, w => Assert.InRange(w, TimeSpan.Zero, TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_wait_of_weeks_on_a_refusal_is_an_error_that_says_how_long(int status)
    {
        _azure.Arm.Answer(status, Error("Odd"), ("Retry-After", "5000000"));
        var e = await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.GetConnectionAsync(Id, default));
        Assert.Equal(status, e.StatusCode);
        Assert.Contains("58 days", e.Remedy, StringComparison.Ordinal);
        Assert.Empty(_azure.Time.Waits);
    }

    [Fact]
    public async Task A_time_limit_longer_than_timers_can_be_is_no_fault()
    {
        _azure.Arm.Answer(200, ConnectionJson("Pending", "Updating")).Answer(200, ConnectionJson());
        Assert.Equal("Approved", (await _azure.Api.SetConnectionStatusAsync(Connection(), "Approved", "", TimeSpan.FromSeconds(int.MaxValue), default)).Status);
    }

    [Fact]
    public async Task No_content_is_not_an_answer_where_content_is_required()
    {
        _azure.Arm.Answer(204);
        foreach (var ask in new Func<Task>[]
        {
            () => _azure.Api.GetVaultAsync(Vault, default),
            () => _azure.Api.ListKeyVersionsAsync(Vault, "cmk", default),
            () => _azure.Api.GetKeyVersionAsync(Vault, "cmk", Version, default),
            () => _azure.Api.ListConnectionsAsync(Vault, default),
            () => _azure.Api.ListRoleAssignmentsAsync(Vault, "p-1", default),
            () => _azure.Keys.ListKeysAsync(Vault, default),
        })
        {
            Assert.Equal("UnreadableAnswer", (await Assert.ThrowsAsync<AzureApiException>(ask)).ErrorId);
        }
    }

    [Fact]
    public async Task A_list_without_end_ends_in_an_error()
    {
        var page = 0;
        _azure.Arm.Answer(() => new() { Content = new StringContent($$"""{"value":[],"nextLink":"https://management.azure.com/page/{{page++}}"}""") });
        var e = await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.ListConnectionsAsync(Vault, default));
        Assert.Equal("UnreadableAnswer", e.ErrorId);
        Assert.InRange(_azure.Arm.Requests.Count, 100, 1001);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(403)]
    public async Task An_answer_that_unpacks_to_more_than_any_is_given_up(int status)
    {
        _azure.Arm.Answer(status, "{\"value\":[" + new string(' ', 17 * 1024 * 1024) + "]}");
        var e = await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.ListConnectionsAsync(Vault, default));
        Assert.Equal(("UnreadableAnswer", status), (e.ErrorId, e.StatusCode));
        Assert.Contains("16 MiB", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>sign in</html>")]
    [InlineData("")]
    [InlineData("""{"id":""")]
    public async Task A_success_that_cannot_be_read_is_asked_for_again(string body)
    {
        _azure.Arm.Answer(200, body).Answer(200, ConnectionJson());
        Assert.Equal("pe-1", (await _azure.Api.GetConnectionAsync(Id, default))!.Name);
        Assert.Equal(2, _azure.Arm.Requests.Count);
        Assert.Single(_azure.Time.Waits);
    }

    [Fact]
    public async Task An_unreadable_answer_fails_after_three_tries()
    {
        _azure.Arm.Answer(200, "<html/>");
        Assert.Equal("UnreadableAnswer", (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.GetVaultAsync(Vault, default))).ErrorId);
        Assert.Equal(3, _azure.Arm.Requests.Count);
    }

    [Fact]
    public async Task A_page_in_the_middle_of_a_list_is_asked_for_again()
    {
        _azure.Arm.Answer(200, $$"""{"value":[{{ConnectionJson()}}],"nextLink":"https://management.azure.com/2"}""").Answer(200, "<html/>")
            .Answer(200, $$"""{"value":[{{ConnectionJson(name: "pe-2")}}]}""");
        Assert.Equal(["pe-1", "pe-2"], (await _azure.Api.ListConnectionsAsync(Vault, default)).Select(c => c.Name));
    }

    [Fact]
    public async Task A_change_whose_answer_cannot_be_read_is_not_sent_again()
    {
        _azure.Arm.Answer(200, "<html/>");
        await Assert.ThrowsAsync<AzureApiException>(() => _azure.Keys.RotateAsync(Vault, "cmk", default));
        Assert.Single(_azure.Arm.Requests);
    }

    [Theory]
    [InlineData(Recovering)]
    [InlineData(Retryable)]
    public async Task A_conflict_that_passes_is_waited_for(string body)
    {
        _azure.Arm.Answer(409, body).Answer(409, body).Answer(200, s_bundle);
        var version = await _azure.Keys.SetEnabledAsync(KeyIdentifierReading.Parse($"https://kv-1.vault.azure.net/keys/cmk/{Version}"), false, default);
        Assert.False(version.Enabled);
        Assert.Equal(3, _azure.Arm.Requests.Count);
    }

    [Fact]
    public async Task A_conflict_was_not_carried_out_and_even_a_new_version_may_be_asked_for_again()
    {
        _azure.Arm.Answer(409, Recovering).Answer(200, s_bundle);
        Assert.Equal(Version, (await _azure.Keys.RotateAsync(Vault, "cmk", default)).Identifier.Version);
    }

    [Fact]
    public async Task A_recovery_that_does_not_end_is_an_error_about_a_key_and_not_about_a_connection()
    {
        _azure.Arm.Answer(409, Recovering);
        var e = await Assert.ThrowsAsync<AzureApiException>(() => _azure.Keys.RotateAsync(Vault, "cmk", default));
        Assert.Equal(("AzureConflict", "ObjectIsBeingRecovered"), (e.ErrorId, e.InnerErrorCode));
        Assert.DoesNotContain("connection", e.Remedy, StringComparison.Ordinal);
        Assert.InRange(_azure.Time.Waits.Sum(w => w.TotalSeconds), 30, 300);
    }

    /// <summary>As recorded, Key Vault names the connection's own address, which may answer with the connection.</summary>
    [Fact]
    public async Task An_operation_whose_address_is_the_connection_itself_is_followed()
    {
        var self = ("Azure-AsyncOperation", $"https://management.azure.com{ConnectionPath}?api-version=2026-02-01&kv-operation=eyJ");
        _azure.Arm.Answer(200, ConnectionJson("Approved", "Updating"), self).Answer(200, ConnectionJson("Approved", "Updating")).Answer(200, ConnectionJson());
        Assert.Equal("Succeeded", (await _azure.Api.SetConnectionStatusAsync(Connection(), "Approved", "", TimeSpan.FromMinutes(5), default)).ProvisioningState);
    }
}
