using System.Text.Json.Nodes;
using AtlasCmk.Tests.Clients;

namespace AtlasCmk.Tests.Recordings;

/// <summary>The examples that Azure publishes beside its descriptions: parameters, and bodies of answers.</summary>
internal static class PublishedExamples
{
    private static readonly Lazy<JsonObject> s_all = new(() => RecordingFiles.Read("azure-keyvault-examples.json"));

    public static IEnumerable<string> Names => s_all.Value.Select(example => example.Key).Where(name => name != "source");

    public static JsonNode ParametersOf(string name) => s_all.Value[name]!["parameters"]!;

    public static JsonNode Body(string name, int status = 200) => s_all.Value[name]!["responses"]![$"{status}"]!["body"]!;

    /// <summary>Azure with this one answer, over and over.</summary>
    public static ArmFixture Serve(string name, int status = 200)
    {
        var azure = new ArmFixture();
        azure.Arm.Answer(status, Body(name, status).ToJsonString());
        return azure;
    }

    /// <summary>The vault that the id of a resource leads through.</summary>
    public static KeyVaultReference VaultOf(string resourceId) => resourceId.Split('/') is [_, _, var subscription, _, var group, _, _, _, var vault, ..]
        ? new(AzureCloud.Public, subscription, group, vault)
        : throw new ArgumentException($"'{resourceId}' leads through no vault.", nameof(resourceId));

    /// <summary>The vault and the key of an address on a vault's own host.</summary>
    public static (KeyVaultReference Vault, string KeyName) KeyOf(string address) =>
        (new(AzureCloud.Public, "any", "any", new Uri(address).Host.Split('.')[0]), new Uri(address).AbsolutePath.Split('/')[2]);
}
