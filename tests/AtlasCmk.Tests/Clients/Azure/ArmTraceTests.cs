using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

public sealed class ArmTraceTests
{
    private readonly ArmFixture _azure = new();

    [Fact]
    public async Task One_line_a_request_without_its_query_and_with_the_request_id_of_a_refusal()
    {
        _azure.Arm.Answer(202, "", ("Location", "https://management.azure.com/operations/1?t=signed-part"), ("x-ms-request-id", "good"))
            .Answer(409, Error("ScopeLocked"), ("x-ms-request-id", "bad"));

        await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.DeleteConnectionAsync(Id, TimeSpan.FromMinutes(5), default));

        Assert.Equal([$"DELETE {ConnectionPath} → 202 in 0 ms, try 1", "GET /operations/1 → 409 (request bad) in 0 ms, try 1"], _azure.Log.VerboseLines);
    }

    [Fact]
    public async Task Bodies_are_shown_at_Debug_as_far_as_they_are_known_to_be_harmless()
    {
        _azure.Arm.Answer(200, ConnectionJson().Replace("\"a\":[1]", "\"clientSecret\":\"hush\"", StringComparison.Ordinal));

        await _azure.Api.SetConnectionStatusAsync(Connection(), "Approved", "why", TimeSpan.FromMinutes(5), default);

        // The change, and the look at what has become of it.
        Assert.Equal(3, _azure.Log.DebugLines.Count);
        Assert.StartsWith($"PUT {ConnectionPath} sent {{", _azure.Log.DebugLines[0], StringComparison.Ordinal);
        Assert.Contains("\"status\":\"Approved\"", _azure.Log.DebugLines[0], StringComparison.Ordinal);
        Assert.StartsWith($"PUT {ConnectionPath} received {{", _azure.Log.DebugLines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(_azure.Log.DebugLines, l => l.Contains("hush", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_token_is_in_no_line_and_in_no_error()
    {
        _azure.Arm.Answer(200, ConnectionJson()).Answer(401, Error("InvalidAuthenticationToken"));
        await _azure.Api.GetConnectionAsync(Id, default);
        var e = await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.GetConnectionAsync(Id, default));

        Assert.All(_azure.Arm.Requests, r => Assert.Equal($"Bearer {Token}", r.Authorization));
        Assert.DoesNotContain(Token, string.Join('\n', [.. _azure.Log.VerboseLines, .. _azure.Log.DebugLines, e.ToString(), e.Remedy]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_command_gets_its_own_lines()
    {
        var other = new KeptLog();
        _azure.Arm.Answer(200, ConnectionJson());
        await _azure.Api.GetConnectionAsync(Id, default);
        Assert.Single(_azure.Log.VerboseLines);
        Assert.Empty(other.VerboseLines);
        await _azure.ApiFor(other).GetConnectionAsync(Id, default);
        Assert.Single(_azure.Log.VerboseLines);
        Assert.Single(other.VerboseLines);
    }
}
