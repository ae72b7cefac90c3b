using System.Text.Json.Nodes;
using AtlasCmk.Tests.Clients;
using Xunit;
using static AtlasCmk.Tests.Recordings.PublishedExamples;

namespace AtlasCmk.Tests.Recordings;

/// <summary>Azure's published examples of keys, in Resource Manager and on the vault's own host.</summary>
public sealed class PublishedKeyExampleTests
{
    [RecordedFact]
    public async Task A_version_in_Resource_Manager_has_each_property_from_its_published_field()
    {
        List<(JsonNode, KeyVersion)> read = [];
        var one = Body("armGetKeyVersion");
        var (vault, keyName) = PlaceOf(one);
        read.Add((one, (await Serve("armGetKeyVersion").Api.GetKeyVersionAsync(vault, keyName, $"{one["name"]}", default))!));
        var list = Body("armListKeyVersions")["value"]!.AsArray();
        read.AddRange(list.Zip(await Serve("armListKeyVersions").Api.ListKeyVersionsAsync(vault, keyName, default), (item, noun) => (item!, noun)));

        Assert.Equal(3, read.Count);
        Findings.AssertNone(AzureNounMaps.KeyInResourceManager.Faults(read));
    }

    [RecordedFact]
    public async Task A_version_in_the_vault_has_each_property_from_its_published_field()
    {
        List<(JsonNode, KeyVersion)> read = [];
        var (vault, keyName) = KeyOf(Kid("RotateKey"));
        read.Add((Body("RotateKey"), await Serve("RotateKey").Keys.RotateAsync(vault, keyName, default)));
        read.Add((Body("CreateKey"), await Serve("CreateKey").Keys.CreateVersionAsync(vault, read[0].Item2, default)));
        read.Add((Body("UpdateKey"), await Serve("UpdateKey").Keys.SetEnabledAsync(KeyIdentifierReading.Parse(Kid("UpdateKey")), enabled: false, default)));

        Findings.AssertNone(AzureNounMaps.KeyInVault.Faults(read));
    }

    /// <summary>The examples may set more than the client does: it sends no other fields than these.</summary>
    [RecordedFact]
    public async Task Keys_are_created_and_disabled_with_fields_of_the_published_bodies()
    {
        var (creating, updating) = (Serve("CreateKey"), Serve("UpdateKey"));
        var (vault, keyName) = KeyOf(Kid("RotateKey"));
        await creating.Keys.CreateVersionAsync(vault, await Serve("RotateKey").Keys.RotateAsync(vault, keyName, default), default);
        await updating.Keys.SetEnabledAsync(KeyIdentifierReading.Parse(Kid("UpdateKey")), enabled: false, default);

        var (wanted, sent) = (ParametersOf("CreateKey")["parameters"]!.DeepClone(), JsonNode.Parse(creating.Arm.Requests[0].Body)!);
        wanted["attributes"]!["enabled"] = true;
        Assert.True(JsonNode.DeepEquals(wanted, sent), sent.ToJsonString());
        Assert.Equal("""{"attributes":{"enabled":false}}""", updating.Arm.Requests[0].Body);
        Assert.False((bool)ParametersOf("UpdateKey")["parameters"]!["attributes"]!["enabled"]!);
    }

    [RecordedFact]
    public async Task A_list_of_keys_is_followed_to_its_next_page()
    {
        var azure = new ArmFixture();
        azure.Arm.Answer(200, Body("GetKeys").ToJsonString()).Answer(200, """{"value":[]}""");

        Assert.Equal(["sdktestkey"], await azure.Keys.ListKeysAsync(KeyOf($"{Body("GetKeys")["value"]![0]!["kid"]}").Vault, default));
        Assert.Equal(new Uri($"{Body("GetKeys")["nextLink"]}"), azure.Arm.Requests[1].Address);
    }

    [RecordedFact]
    public async Task A_rotation_policy_that_rotates_is_one()
    {
        var (vault, keyName) = KeyOf($"{Body("UpdateKeyRotationPolicy")["id"]}");
        Assert.True(await Serve("UpdateKeyRotationPolicy").Keys.HasRotationPolicyAsync(vault, keyName, default));
    }

    private static string Kid(string example) => $"{Body(example)["key"]!["kid"]}";

    private static (KeyVaultReference Vault, string KeyName) PlaceOf(JsonNode body) => (VaultOf($"{body["id"]}"), $"{body["id"]}".Split('/')[10]);
}
