using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>A project's events: the request and the result.</summary>
public sealed class AtlasEventsTests
{
    private const string Project = AtlasApiSetup.ProjectId;

    private static readonly DateTimeOffset s_since = new(2026, 8, 10, 5, 6, 7, 800, TimeSpan.FromHours(2));

    /// <summary>As recorded: an event has many fields, and its time has no fraction.</summary>
    private static string Event(int number, string group = Project) =>
        $$"""{"clusterName":"cluster-833","created":"2026-08-10T03:06:46Z","eventTypeName":"CLUSTER_DELETED","groupId":"{{group}}","id":"{{number:x24}}","isGlobalAdmin":false"""
            + $$""","links":[{"href":"http://localhost:8080/api/atlas/v2/groups/{{group}}/events/{{number:x24}}","rel":"self"}]}""";

    [Fact]
    public async Task Types_and_time_are_asked_for_and_all_pages_are_read()
    {
        using var atlas = new AtlasApiSetup(arrival => FakeTransport.Json(200, arrival.PathAndQuery.Contains("pageNum=1&", StringComparison.Ordinal)
            ? $$"""{"results":[{{Event(1)}}],"links":[{"rel":"next","href":"x"}]}"""
            : $$"""{"results":[{{Event(2)}}],"links":[{"rel":"self"}]}"""));

        var events = await atlas.Api.ListEventsAsync(Project, ["A", "B&C"], s_since, default);

        Assert.Equal($"/api/atlas/v2/groups/{Project}/events?pageNum=1&itemsPerPage=500&includeCount=false&eventType=A&eventType=B%26C&minDate=2026-08-10T03%3A06%3A07Z", atlas.Calls[0].PathAndQuery);
        Assert.Equal("application/vnd.atlas.2023-01-01+json", atlas.Calls[0].Headers["Accept"]);
        Assert.Equal([new ProjectEvent($"{1:x24}", "CLUSTER_DELETED", new(2026, 8, 10, 3, 6, 46, TimeSpan.Zero)),
            new ProjectEvent($"{2:x24}", "CLUSTER_DELETED", new(2026, 8, 10, 3, 6, 46, TimeSpan.Zero))], events);
    }

    [Theory]
    [InlineData("""{"id":"1","created":"2026-08-10T03:06:46Z"}""", "eventTypeName")]
    [InlineData("""{"id":"1","eventTypeName":"X","created":null}""", "created")]
    [InlineData("""{"eventTypeName":"X","created":"2026-08-10T03:06:46Z"}""", "id")]
    public async Task An_event_without_what_makes_it_one_is_not_read(string json, string field)
    {
        using var atlas = AtlasApiSetup.Answering($$"""{"results":[{{json}}]}""");

        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.ListEventsAsync(Project, [], s_since, default));

        Assert.Equal("UnreadableAnswer", failure.ErrorId);
        Assert.Contains(field, failure.Message, StringComparison.Ordinal);
    }
}
