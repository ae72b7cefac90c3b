using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Azure.Tokens;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>An authenticated request, with the checks that every resource makes first: rights and existence.</summary>
internal sealed class ArmRequest(HttpContext context, SandboxWorld world, AzureToken caller, string body)
{
    private JsonObject? _body;

    public SandboxWorld World => world;

    public AzureToken Caller => caller;

    /// <summary>Scheme and host from the request, so that the client can reach the links.</summary>
    public string Origin => $"{context.Request.Scheme}://{context.Request.Host}";

    public string Path => context.Request.Path;

    public string ApiVersion => Query("api-version");

    public JsonObject Body => _body ??= Parse();

    public string Header(string name) => context.Request.Headers[name].ToString();

    public string Query(string name) => context.Request.Query[name].ToString();

    public string Route(string name) => context.GetRouteValue(name)?.ToString() ?? "";

    public AzureSubscription Subscription() =>
        string.Equals(Route("subscription"), world.Subscription.Id, StringComparison.OrdinalIgnoreCase)
            ? world.Subscription
            : throw new ArmException(404, "SubscriptionNotFound", $"The subscription '{Route("subscription")}' could not be found.");

    public string ResourceGroup() =>
        Subscription().ResourceGroups.Find(group => string.Equals(group, Route("group"), StringComparison.OrdinalIgnoreCase))
            ?? throw new ArmException(404, "ResourceGroupNotFound", $"Resource group '{Route("group")}' could not be found.");

    /// <summary>The vault in the path. Rights are checked first, so that a caller without rights cannot learn which vaults exist.</summary>
    public Vault Vault(string action)
    {
        var (subscription, name) = (Subscription(), Route("vault"));
        Demand(action, $"{subscription.Scope}/resourceGroups/{Route("group")}/providers/Microsoft.KeyVault/vaults/{name}");
        var group = ResourceGroup();
        if (name.Length is < 3 or > 24 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            throw ArmException.BadRequest($"The vault name '{name}' is invalid. A vault's name must be between 3-24 alphanumeric characters. The name "
                + "must begin with a letter, end with a letter or digit, and not contain consecutive hyphens.", "VaultNameNotValid");
        }

        return subscription.FindVault(group, name) ?? throw ArmException.NotFound("Microsoft.KeyVault/vaults", name, group);
    }

    public void Demand(string action, string scope)
    {
        if (!world.Subscription.Permits(caller.ObjectId, scope, action))
        {
            throw new ArmException(403, "AuthorizationFailed",
                $"The client '{caller.ClientId}' with object id '{caller.ObjectId}' does not have authorization to perform action '{action}' over scope "
                + $"'{scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.");
        }

        // Policies with the deny effect are evaluated after the roles, and only for creates and updates.
        if (context.Request.Method is "PUT" or "PATCH" && world.Subscription.Policies.Count > 0)
        {
            throw ArmException.DisallowedByPolicy(scope.Split('/')[^1], world.Subscription);
        }
    }

    /// <summary>One page, with a link to the next page if there is one.</summary>
    public ArmAnswer Page<T>(IReadOnlyList<T> items, Func<T, JsonObject> picture, int? size = null)
    {
        var pageSize = size ?? world.Arm.PageSize;
        _ = int.TryParse(Query("$skiptoken"), NumberStyles.None, CultureInfo.InvariantCulture, out var skip);
        var answer = new JsonObject { ["value"] = new JsonArray([.. items.Skip(skip).Take(pageSize).Select(picture)]) };
        if (skip + pageSize < items.Count)
        {
            answer["nextLink"] = $"{Origin}{Path}?api-version={ApiVersion}&$top={pageSize}&$skiptoken={skip + pageSize}";
        }

        return ArmAnswer.Ok(answer);
    }

    public int? Top() => int.TryParse(Query("$top"), NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top > 0 ? top : null;

    private JsonObject Parse()
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject ?? throw new JsonException("An object is needed.");
        }
        catch (JsonException mistake)
        {
            throw ArmException.BadRequest($"The request content was invalid and could not be deserialized: '{mistake.Message}'.", "InvalidRequestContent");
        }
    }
}
