using AtlasCmk.Clients;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>Announcements of withdrawn API versions reach the user in time, and not at every call.</summary>
public sealed class SunsetTests
{
    private static readonly AtlasOperation s_clusters = new(HttpMethod.Get, "/groups/{}/clusters", "2023-02-01", "Project Read Only");
    private static readonly AtlasOperation s_projects = new(HttpMethod.Get, "/groups", "2023-01-01", "Organization Member");

    private readonly FakeTimeProvider _time = new(new(2026, 8, 10, 3, 0, 0, TimeSpan.Zero));
    private readonly KeptLog _log = new();

    /// <summary>As recorded: a day of one digit.</summary>
    [Fact]
    public async Task A_version_that_ends_much_later_is_reported_once_for_each_operation_at_Verbose()
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
    [InlineData("@99999999999999", "Thu, 45 Jul 2027 00:00:00 GMT")]
    public async Task An_end_that_cannot_be_read_is_quoted_in_a_warning(string deprecation, string sunset)
    {
        using var http = Answering(deprecation, sunset);

        await SendAsync(http, s_clusters);
        await SendAsync(http, s_projects);

        Assert.All([deprecation, sunset], text => Assert.Contains($"'{text}'", _log.VerboseLines[0], StringComparison.Ordinal));
        Assert.Contains($"'{sunset}'", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Contains("2023-02-01 of GET /groups/{}/clusters", _log.Warnings[0], StringComparison.Ordinal);
    }

    /// <summary>It may be any day, and the one that can be read is near.</summary>
    [Fact]
    public async Task An_unreadable_item_does_not_hide_a_similar_one()
    {
        _time.SetUtcNow(new(2027, 6, 1, 0, 0, 0, TimeSpan.Zero));
        using var http = new HttpMessageInvoker(new SunsetHandler(new FakeTransport(request =>
            Dated("", request.Headers.ContainsKey("X-Near") ? "Thu, 01 Jul 2027 00:00:00 GMT" : "soon")), _time));

        await SendAsync(http, s_clusters);
        await SendAsync(http, s_projects, "X-Near");

        Assert.Equal(2, _log.Warnings.Count);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" ", "  ")]
    public async Task An_empty_header_is_ignored(string deprecation, string sunset)
    {
        using var http = Answering(deprecation, sunset);

        await SendAsync(http, s_clusters);

        Assert.Empty(_log.VerboseLines);
        Assert.Empty(_log.Warnings);
    }

    private HttpMessageInvoker Answering(string deprecation, string sunset) => new(new SunsetHandler(new FakeTransport(_ => Dated(deprecation, sunset)), _time));

    private static HttpResponseMessage Dated(string deprecation, string sunset)
    {
        var answer = FakeTransport.Json(200, "{}");
        answer.Headers.TryAddWithoutValidation("Deprecation", deprecation);
        answer.Headers.TryAddWithoutValidation("Sunset", sunset);
        return answer;
    }

    private async Task SendAsync(HttpMessageInvoker http, AtlasOperation operation, string? header = null)
    {
        using var request = HttpSetup.Request("GET");
        if (header is not null)
        {
            request.Headers.Add(header, "1");
        }

        new RequestContext(new("GET", "/groups", ""), true, _log) { Operation = operation }.AttachTo(request);
        using var response = await http.SendAsync(request, CancellationToken.None);
    }
}
