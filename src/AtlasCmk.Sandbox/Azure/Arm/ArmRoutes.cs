using System.Globalization;
using AtlasCmk.Sandbox.Azure.Tokens;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>Adds what Resource Manager does around every operation: token, api-version, one change at a time, headers.</summary>
internal sealed class ArmRoutes(IEndpointRouteBuilder routes, SandboxWorld world, AzureTokens tokens)
{
    public const string SubscriptionPath = "/subscriptions/{subscription}";
    public const string GroupPath = SubscriptionPath + "/resourceGroups/{group}";
    public const string VaultPath = GroupPath + "/providers/Microsoft.KeyVault/vaults/{vault}";

    private int _requests;

    /// <param name="type">The resource type. Its provider determines the valid api-versions.</param>
    public void Map(string method, string pattern, string type, Func<ArmRequest, ArmAnswer> operation) =>
        routes.MapMethods(pattern, [method], async context =>
        {
            AddHeaders(context, type);
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            await WriteAsync(context, Run(context, type, operation, body));
        });

    private ArmAnswer Run(HttpContext context, string type, Func<ArmRequest, ArmAnswer> operation, string body)
    {
        try
        {
            var caller = ArmAuthentication.Authenticate(context, world, tokens);
            var (provider, child) = (type.Split('/')[0], type[(type.IndexOf('/', StringComparison.Ordinal) + 1)..]);
            ArmApiVersions.Check(provider, child, context.Request.Query["api-version"].ToString(), world.Clock.Now);
            return world.Do(() =>
            {
                VaultChanges.Check(context, world);
                return operation(new ArmRequest(context, world, caller, body));
            });
        }
        catch (ArmException error)
        {
            return new ArmAnswer(error.Status, error.Body);
        }
    }

    private static async Task WriteAsync(HttpContext context, ArmAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (answer.Body is { } body)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(body.ToJsonString(RelaxedJson.Options), context.RequestAborted);
        }
    }

    private void AddHeaders(HttpContext context, string type)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache";
        if (type.StartsWith("Microsoft.KeyVault/", StringComparison.Ordinal))
        {
            headers["x-ms-keyvault-service-version"] = "1.1.0.271";
        }

        var correlation = context.Request.Headers["x-ms-correlation-request-id"].ToString();
        headers["x-ms-request-id"] = Guid.NewGuid().ToString();
        headers["x-ms-correlation-request-id"] = correlation.Length > 0 ? correlation : Guid.NewGuid().ToString();
        var (kind, limit) = context.Request.Method switch
        {
            "GET" => ("reads", 12_000),
            "DELETE" => ("deletes", 15_000),
            _ => ("writes", 1_200),
        };
        headers[$"x-ms-ratelimit-remaining-subscription-{kind}"] =
            Math.Max(0, limit - Interlocked.Increment(ref _requests)).ToString(CultureInfo.InvariantCulture);
    }
}
