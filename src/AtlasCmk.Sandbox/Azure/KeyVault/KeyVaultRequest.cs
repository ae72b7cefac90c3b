using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Azure.Tokens;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtlasCmk.Sandbox.Azure.KeyVault;

/// <summary>A request that has passed all checks except the caller's permission.</summary>
internal sealed class KeyVaultRequest(HttpContext context, SandboxWorld world, Vault vault, AzureToken caller, string body)
{
    private const int LargestPage = 25;

    public SandboxWorld World => world;

    public Vault Vault => vault;

    public string KeyName => Route("key");

    public string Route(string name) => context.GetRouteValue(name)?.ToString() ?? "";

    public void Demand(string permission) => KeyVaultAccess.CheckRight(vault, caller, permission, KeyName.Length == 0 ? null : KeyName);

    public VaultKey Key() => vault.FindKey(KeyName) is { Versions.Count: > 0 } key ? key : throw KeyVaultException.KeyNotFound(KeyName);

    public VaultKeyVersion Version()
    {
        var key = Key();
        var version = Route("version");
        return version.Length == 0 ? key.Current : key.FindVersion(version) ?? throw KeyVaultException.KeyNotFound($"{KeyName}/{version}");
    }

    public JsonObject Body()
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw KeyVaultException.BadParameter("The request body is not a JSON object.");
        }
    }

    /// <summary>The next link includes the port, even the default one, as in the service.</summary>
    public JsonObject Page<T>(IReadOnlyList<T> items, Func<T, JsonObject> picture)
    {
        var size = PageSize();
        var skip = Number("$skiptoken") ?? 0;
        var page = new JsonObject { ["value"] = new JsonArray([.. items.Skip(skip).Take(size).Select(picture)]) };
        if (skip + size < items.Count)
        {
            page["nextLink"] = $"https://{context.Request.Host.Host}:{context.Request.Host.Port ?? 443}{context.Request.Path}"
                + $"?api-version={Query("api-version")}&$skiptoken={skip + size}&maxresults={size}";
        }

        return page;
    }

    private int PageSize() => Number("maxresults") switch
    {
        null when Query("maxresults").Length == 0 => LargestPage,
        >= 1 and <= LargestPage and var size => size,
        _ => throw KeyVaultException.BadParameter($"Parameter: 'maxresults' is invalid. Reason: must be between 1 and {LargestPage}."),
    };

    private int? Number(string name) => int.TryParse(Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string Query(string name) => context.Request.Query[name].ToString();
}
