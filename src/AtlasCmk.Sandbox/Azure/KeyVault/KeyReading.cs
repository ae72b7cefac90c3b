using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Azure.KeyVault;

internal static class KeyReading
{
    public static JsonObject Get(KeyVaultRequest request)
    {
        request.Demand("get");
        var version = request.Version();

        // From a public implementation. Microsoft's documentation does not mention it.
        return version.Enabled
            ? KeyJson.Bundle(version)
            : throw KeyVaultException.Forbidden("KeyDisabled", "Operation get is not allowed on a disabled key.");
    }

    public static JsonObject List(KeyVaultRequest request)
    {
        request.Demand("list");
        return request.Page(request.Vault.Keys.FindAll(key => key.Versions.Count > 0), KeyJson.Item);
    }

    /// <summary>In no meaningful order: here the order of the versions' random names.</summary>
    public static JsonObject ListVersions(KeyVaultRequest request)
    {
        request.Demand("list");
        return request.Page([.. request.Key().Versions.OrderBy(version => version.Version, StringComparer.Ordinal)], (VaultKeyVersion version) => KeyJson.Item(version));
    }
}
