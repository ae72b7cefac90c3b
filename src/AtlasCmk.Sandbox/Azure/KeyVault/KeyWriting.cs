using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Azure.KeyVault;

internal static class KeyWriting
{
    private static readonly string[] s_types = ["RSA", "RSA-HSM", "EC", "EC-HSM", "oct", "oct-HSM"];
    private static readonly int[] s_sizes = [2048, 3072, 4096];
    private static readonly string[] s_operations = ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey", "import", "export"];

    public static JsonObject Create(KeyVaultRequest request)
    {
        request.Demand("create");
        if (request.KeyName.Length > 127 || !request.KeyName.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            throw KeyVaultException.BadParameter($"The request URI contains an invalid name: {request.KeyName}");
        }

        var body = request.Body();
        var (type, size) = TypeAndSize(request.Vault, body);
        var operations = Operations(body);
        var version = request.World.Keys.AddVersion(request.Vault.FindKey(request.KeyName) ?? request.Vault.AddKey(request.KeyName));
        version.KeyType = type;
        version.KeySize = size;
        version.KeyOperations = operations ?? version.KeyOperations;
        Change(version, body);
        return KeyJson.Bundle(version);
    }

    public static JsonObject Rotate(KeyVaultRequest request)
    {
        request.Demand("rotate");
        return KeyJson.Bundle(request.World.Keys.Rotate(request.Key()));
    }

    /// <summary>Also works on a disabled version, so that it can be enabled again.</summary>
    public static JsonObject Update(KeyVaultRequest request)
    {
        request.Demand("update");
        var version = request.Version();
        var body = request.Body();
        version.KeyOperations = Operations(body) ?? version.KeyOperations;
        Change(version, body);
        version.Updated = request.World.Now;
        return KeyJson.Bundle(version);
    }

    private static (string Type, int Size) TypeAndSize(Vault vault, JsonObject body)
    {
        var type = Read<string>(body, "kty") ?? throw KeyVaultException.BadParameter("Property 'kty' is required.");
        if (!s_types.Contains(type))
        {
            throw KeyVaultException.BadParameter($"Property 'kty' has an invalid value: {type}.");
        }

        if (type.EndsWith("-HSM", StringComparison.Ordinal) && vault.SkuName != "premium")
        {
            throw KeyVaultException.BadParameter($"The vault's tier '{vault.SkuName}' does not support keys of type {type}.");
        }

        var size = body["key_size"] is null ? s_sizes[0] : Read<int>(body, "key_size");
        return !type.StartsWith("RSA", StringComparison.Ordinal) || s_sizes.Contains(size)
            ? (type, size)
            : throw KeyVaultException.BadParameter($"Property 'key_size' has an invalid value: {size}. Known: {string.Join(", ", s_sizes)}.");
    }

    private static List<string>? Operations(JsonObject body)
    {
        if (body["key_ops"] is not JsonArray array)
        {
            return null;
        }

        var operations = array.Select(item => item?.ToString() ?? "").ToList();
        return operations.Find(operation => !s_operations.Contains(operation)) is { } unknown
            ? throw KeyVaultException.BadParameter($"Property 'key_ops' has an invalid value: {unknown}.")
            : operations;
    }

    private static void Change(VaultKeyVersion version, JsonObject body)
    {
        if (body["attributes"] is JsonObject attributes)
        {
            version.Enabled = attributes["enabled"] is null ? version.Enabled : Read<bool>(attributes, "enabled");
            version.NotBefore = Time(attributes, "nbf") ?? version.NotBefore;
            version.Expires = Time(attributes, "exp") ?? version.Expires;
        }

        if (body["tags"] is JsonObject tags)
        {
            version.Tags.Clear();
            foreach (var (name, value) in tags)
            {
                version.Tags[name] = value?.ToString() ?? "";
            }
        }
    }

    private static DateTimeOffset? Time(JsonObject attributes, string name) =>
        attributes[name] is null ? null : DateTimeOffset.FromUnixTimeSeconds(Read<long>(attributes, name));

    private static T? Read<T>(JsonObject parent, string name) =>
        parent[name] is not { } node ? default
        : node is JsonValue value && value.TryGetValue<T>(out var read) ? read
        : throw KeyVaultException.BadParameter($"Property '{name}' has an invalid value: {node.ToJsonString()}.");
}
