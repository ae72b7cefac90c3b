using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>The tags of a project or a cluster, sent as a list of keys and values.</summary>
internal static class Tags
{
    public static JsonArray View(IReadOnlyDictionary<string, string> tags) =>
        new([.. tags.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })]);

    public static Dictionary<string, string> Read(JsonElement body) =>
        body.List("tags").ToDictionary(tag => tag.Text("key") ?? throw ApiErrors.Missing("key"), tag => tag.Text("value") ?? throw ApiErrors.Missing("value"));
}
