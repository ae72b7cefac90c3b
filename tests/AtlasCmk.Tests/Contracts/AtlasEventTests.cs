using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>The activity feed against the published description.</summary>
public sealed class AtlasEventTests
{
    [ContractFact]
    public async Task Events_of_every_cause_look_as_described()
    {
        await using var wire = await SandboxWire.StartAsync("encrypted");
        var events = $"{wire.Project}/events";
        await wire.AtlasAsync("PATCH", wire.Encryption, new { azureKeyVault = new { keyIdentifier = wire.World.KeyIdentifier[..^33] } });
        wire.Command("addKeyVersion");
        wire.Clock.Advance(TimeSpan.FromMinutes(1));
        wire.Command("setKeyVersion", """{"enabled":false}""");
        wire.Clock.Advance(TimeSpan.FromMinutes(1));
        wire.Command("removeEndpoint", """{"region":"EUROPE_WEST"}""");
        wire.Clock.Advance(TimeSpan.FromMinutes(1));

        var all = (await wire.AtlasAsync("GET", events))!["results"]!.AsArray();
        Assert.Contains(all, e => e!["eventTypeName"]!.GetValue<string>() == "ENCRYPTION_AT_REST_KEY_ROTATION_STARTED");
        foreach (var query in new[]
        {
            "?itemsPerPage=1", "?itemsPerPage=2&pageNum=2", "?pageNum=99", "?includeCount=false", "?includeRaw=true&pretty=true", "?minDate=2026-03-01T00:00:00Z&maxDate=2027-03-01T00:00:00Z",
            "?eventType=ENCRYPTION_AT_REST_KEY_ROTATION_STARTED&eventType=CLUSTER_UPDATE_STARTED&clusterNames=orders", "?excludedEventType=CLUSTER_UPDATE_STARTED",
        })
        {
            await wire.AtlasAsync("GET", events + query);
        }

        await wire.AtlasAsync("GET", $"{events}/{all[0]!["id"]}");
        await wire.AtlasAsync("GET", $"{events}/{new string('a', 24)}", expected: 404);
        await wire.AtlasAsync("GET", $"{events}?minDate=yesterday", expected: 400);
        wire.AssertDescribed();
    }

    [ContractFact]
    public async Task A_type_that_is_not_published_is_found()
    {
        await using var wire = await SandboxWire.StartAsync();
        await wire.AtlasAsync("GET", $"{wire.Project}/events?eventType=ENCRYPTION_AT_REST_KEY_ROTATED");

        Assert.NotEmpty(Published.CheckRequests(wire.Server.Exchanges));
    }
}
