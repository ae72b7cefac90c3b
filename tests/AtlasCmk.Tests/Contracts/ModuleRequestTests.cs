using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Testing;
using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>The module's requests and the Sandbox's answers, checked against the published descriptions.</summary>
[TakesLong]
public sealed class ModuleRequestTests
{
    [ContractFact]
    public async Task Every_request_of_the_quickstart_is_described() =>
        Violation.AssertNone(Published.CheckRequests(await QuickstartRecord.ExchangesAsync()));

    [ContractFact]
    public async Task Every_answer_to_the_quickstart_is_described() =>
        Violation.AssertNone(Published.CheckAnswers(await QuickstartRecord.ExchangesAsync()));

    [ContractFact]
    public async Task The_quickstart_carries_out_the_whole_job()
    {
        Assert.Equal(
            [
                "Keys_GetVersion",
                "PrivateEndpointConnections_Get",
                "PrivateEndpointConnections_ListByResource",
                "PrivateEndpointConnections_Put",
                "createGroupEncryptionAtRestPrivateEndpoint",
                "getGroup",
                "getGroupEncryptionAtRest",
                "listGroupClusters",
                "listGroupEncryptionAtRestPrivateEndpoints",
                "listGroupFlexClusters",
                "listGroupServerlessInstances",
                "requestGroupEncryptionAtRestPrivateEndpointDeletion",
                "updateGroupCluster",
                "updateGroupEncryptionAtRest",
            ],
            Published.OperationsIn(await QuickstartRecord.ExchangesAsync()).Order(StringComparer.Ordinal));
    }
}
