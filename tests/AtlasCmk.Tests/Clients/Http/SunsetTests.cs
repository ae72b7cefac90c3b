using AtlasCmk.Clients;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>What Atlas says about versions that it will withdraw reaches the user in time, and not at every call.</summary>
public sealed class SunsetTests
{
    private static readonly AtlasOperation s_clusters = new(HttpMethod.Get, "/groups/{}/clusters", "2023-02-01", "Project Read Only");
    private static readonly AtlasOperation s_projects = new(HttpMethod.Get, "/groups", "2023-01-01", "Organization Member");

    private readonly FakeTimeProvider _time = new(new(2026, 8, 10, 3, 0, 0, TimeSpan.Zero));
    private readonly KeptLog _log = new();

    /// <summary>As recorded: a day of one digit.</summary>
    [Fact]
    public async Task A_version_with_an_end_far_away_is_told_once_for_each_operation_at_Verbose()
    {
        using var http = Answering("Mon, 5 Aug 2024 00:00:00 GMT", "Thu, 1 Jul 2027 00:00:00 GMT");

        foreach (var operation in new[] { s_clusters, s_clusters, s_projects, s_projects })
        {
            await SendAsync(http, operation);
        }

        Assert.Equal(
        [
            "Version 2023-02-01 of GET /groups/{}/clusters is deprecated since 2024-08-05; Atlas withdraws it on 2027-07-01.",
            "Version 2023-01-01 of GET /groups is deprecated since 2024-08-05; Atlas withdraws it on 2027-07-01.",
        ], _log.VerboseLines);
        Assert.Empty(_log.Warnings);
    }

    [Theory]
    [InlineData(181, 0)]
    [InlineData(179, 1)]
    [InlineData(-1, 1)]
    public async Task An_end_that_is_near_is_one_warning_a_session(int days, int warnings)
    {
        var sunset = new DateTimeOffset(2027, 7, 1, 0, 0, 0, TimeSpan.Zero);
        _time.SetUtcNow(sunset - TimeSpan.FromDays(days));
        using var http = Answering("@1722816000", "Thu, 01 Jul 2027 00:00:00 GMT");

        foreach (var operation in new[] { s_clusters, s_projects, s_clusters })
        {
            await SendAsync(http, operation);
        }

        Assert.Equal(warnings, _log.Warnings.Count);
        Assert.All(_log.Warnings, warning => Assert.Contains("ends on 2027-07-01", warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_end_of_what_AtlasCmk_can_do_without_is_no_warning()
    {
        _time.SetUtcNow(new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var http = Answering("Sun, 1 Jan 2023 00:00:00 GMT", "Mon, 18 Jan 2027 00:00:00 GMT");

        await SendAsync(http, AtlasOperations.ListGroupServerlessInstances);

        Assert.Single(_log.VerboseLines);
        Assert.Empty(_log.Warnings);
    }

    [Theory]
    [InlineData("true", "soon")]
    [InlineData("", "")]
    [InlineData("@99999999999999", "Thu, 45 Jul 2027 00:00:00 GMT")]
    public async Task What_is_no_date_is_passed_over(string deprecation, string sunset)
    {
        using var http = Answering(deprecation, sunset);

        await SendAsync(http, s_clusters);

        Assert.Empty(_log.VerboseLines);
        Assert.Empty(_log.Warnings);
    }

    private HttpMessageInvoker Answering(string deprecation, string sunset) => new(new SunsetHandler(new FakeTransport(_ =>
    {
        var answer = FakeTransport.Json(200, "{}");
        answer.Headers.TryAddWithoutValidation("Deprecation", deprecation);
        answer.Headers.TryAddWithoutValidation("Sunset", sunset);
        return answer;
    }), _time));

    private async Task SendAsync(HttpMessageInvoker http, AtlasOperation operation)
    {
        using var request = HttpSetup.Request("GET");
        new RequestContext(new("GET", "/groups", ""), true, _log) { Operation = operation }.AttachTo(request);
        using var response = await http.SendAsync(request, CancellationToken.None);
    }
}
