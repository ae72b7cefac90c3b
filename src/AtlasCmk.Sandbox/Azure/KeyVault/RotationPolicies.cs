using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Azure.KeyVault;

/// <summary>The rotation policy of a key. By default, the vault notifies 30 days before the key expires.</summary>
internal static class RotationPolicies
{
    private static readonly string[] s_types = ["Rotate", "Notify"];
    private static readonly RotationAction s_notify = new("Notify", TimeAfterCreate: null, TimeBeforeExpiry: "P30D");

    public static JsonObject Get(KeyVaultRequest request)
    {
        request.Demand("get");
        return Of(request.Key());
    }

    public static JsonObject Put(KeyVaultRequest request)
    {
        request.Demand("update");
        var key = request.Key();
        var body = request.Body();
        var expiry = (body["attributes"] as JsonObject)?["expiryTime"]?.ToString();
        if (expiry is not null && Duration(expiry) < TimeSpan.FromDays(28))
        {
            throw KeyVaultException.BadParameter($"Property 'expiryTime' has an invalid value: {expiry}. It must be at least P28D.");
        }

        var actions = (body["lifetimeActions"] as JsonArray ?? []).OfType<JsonObject>().Select(Action).ToList();
        key.RotationPolicy = new RotationPolicy(actions, expiry, key.RotationPolicy?.Created ?? request.World.Now, request.World.Now);
        return Of(key);
    }

    private static RotationAction Action(JsonObject json)
    {
        var trigger = json["trigger"] as JsonObject;
        var type = (json["action"] as JsonObject)?["type"]?.ToString() ?? "";
        var known = s_types.FirstOrDefault(one => one.Equals(type, StringComparison.OrdinalIgnoreCase))
            ?? throw KeyVaultException.BadParameter($"Property 'type' has an invalid value: {type}. Known: {string.Join(", ", s_types)}.");
        var action = new RotationAction(known, trigger?["timeAfterCreate"]?.ToString(), trigger?["timeBeforeExpiry"]?.ToString());
        Duration(action.TimeAfterCreate ?? action.TimeBeforeExpiry ?? "");
        return action;
    }

    private static TimeSpan Duration(string text)
    {
        try
        {
            return RotationPolicy.Duration(text);
        }
        catch (FormatException)
        {
            throw KeyVaultException.BadParameter($"'{text}' is not an ISO 8601 duration.");
        }
    }

    private static JsonObject Of(VaultKey key)
    {
        var actions = key.RotationPolicy?.Actions ?? [s_notify];
        var attributes = new JsonObject();
        if (key.RotationPolicy is { } policy)
        {
            attributes["created"] = policy.Created.ToUnixTimeSeconds();
            attributes["updated"] = policy.Updated.ToUnixTimeSeconds();
        }

        if (key.RotationPolicy?.ExpiryTime is { } expiry)
        {
            attributes["expiryTime"] = expiry;
        }

        return new JsonObject
        {
            ["id"] = $"{key.Id}/rotationpolicy",
            ["lifetimeActions"] = new JsonArray([.. actions.Select(Of)]),
            ["attributes"] = attributes,
        };
    }

    private static JsonObject Of(RotationAction action)
    {
        var trigger = new JsonObject();
        if (action.TimeAfterCreate is { } after)
        {
            trigger["timeAfterCreate"] = after;
        }

        if (action.TimeBeforeExpiry is { } before)
        {
            trigger["timeBeforeExpiry"] = before;
        }

        return new JsonObject { ["trigger"] = trigger, ["action"] = new JsonObject { ["type"] = action.Type } };
    }
}
