using System.Text.Json.Nodes;
using AtlasCmk.Tests.Clients;
using Xunit;

namespace AtlasCmk.Tests.Recordings;

/// <summary>The recorded exchanges with Resource Manager: what the client sends, and what it reads.</summary>
public sealed class AzureExchangeTests
{
    private readonly ArmFixture _azure = new();

    /// <summary>Only the date of the API differs: the recordings are of 2020.</summary>
    [RecordedFact]
    public async Task A_connection_is_asked_for_as_the_vendors_client_asks()
    {
        RecordedExchange.All[0].AnswerWith(_azure.Arm);

        await _azure.Api.GetConnectionAsync(RecordedExchange.Connection, default);

        var (recorded, sent) = (RecordedExchange.All[0].Request, Assert.Single(_azure.Arm.Requests));
        Assert.Equal((recorded.Method, recorded.Uri.GetLeftPart(UriPartial.Path), ""), (sent.Method, sent.Address.GetLeftPart(UriPartial.Path), sent.Body));
        Assert.Equal(("?api-version=2019-09-01", "?api-version=2026-02-01"), (recorded.Uri.Query, sent.Address.Query));
    }

    /// <summary>The address in Azure-AsyncOperation was not followed in the recording. It is the connection's own, so the recorded connection answers there.</summary>
    [RecordedFact]
    public async Task A_rejection_is_sent_followed_and_read_to_its_end()
    {
        RecordedExchange.All.Skip(1).ToList().ForEach(exchange => exchange.AnswerWith(_azure.Arm));

        var decided = await _azure.Api.SetConnectionStatusAsync(new(RecordedExchange.Connection, "Approved"), "Rejected", "Rejected by test", TimeSpan.FromMinutes(5), default);

        Findings.AssertNone(AzureNounMaps.Connection.Faults([(RecordedExchange.All[3].Response.Body, decided)]));
        var (recorded, sent) = (RecordedExchange.All[1], _azure.Arm.Requests);
        Assert.Equal((recorded.Request.Method, recorded.Request.Uri.AbsolutePath), (sent[0].Method, sent[0].Address.AbsolutePath));
        Assert.Contains(sent.Skip(1), look => look.Method == "GET" && look.Address.OriginalString == recorded.Response.Headers["azure-asyncoperation"]);
        Assert.All(sent.Skip(1), look => Assert.Equal(("GET", recorded.Request.Uri.AbsolutePath), (look.Method, look.Address.AbsolutePath)));
    }

    /// <summary>Both that are left out belong to the consumer's side; the description of the API calls the state read-only.</summary>
    [RecordedFact]
    public async Task A_rejection_matches_the_vendors_client_except_two_fields()
    {
        RecordedExchange.All.Skip(1).ToList().ForEach(exchange => exchange.AnswerWith(_azure.Arm));
        await _azure.Api.SetConnectionStatusAsync(new(RecordedExchange.Connection, "Approved"), "Rejected", "Rejected by test", TimeSpan.FromMinutes(5), default);

        var expected = RecordedExchange.All[1].Request.Body!.DeepClone();
        expected["properties"]!.AsObject().Remove("privateEndpoint");
        expected["properties"]!.AsObject().Remove("provisioningState");
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(_azure.Arm.Requests[0].Body)), _azure.Arm.Requests[0].Body);
    }
}
