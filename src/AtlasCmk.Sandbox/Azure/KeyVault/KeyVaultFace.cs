using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Azure.Tokens;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtlasCmk.Sandbox.Azure.KeyVault;

/// <summary>The data plane of every vault, each on its own host. The loopback address serves the first project's vault.</summary>
internal sealed class KeyVaultFace
{
    private readonly IEndpointRouteBuilder _routes;
    private readonly SandboxWorld _world;
    private readonly KeyVaultAccess _access;

    private KeyVaultFace(IEndpointRouteBuilder routes, SandboxWorld world, AzureTokens tokens)
    {
        (_routes, _world, _access) = (routes, world, new KeyVaultAccess(world, tokens));
    }

    public static void Map(IEndpointRouteBuilder routes, SandboxWorld world, AzureTokens tokens)
    {
        var face = new KeyVaultFace(routes, world, tokens);
        face.Map("POST", "/keys/{key}/create", KeyWriting.Create);
        face.Map("POST", "/keys/{key}/rotate", KeyWriting.Rotate);
        face.Map("PATCH", "/keys/{key}/{version?}", KeyWriting.Update);
        face.Map("GET", "/keys", KeyReading.List);
        face.Map("GET", "/keys/{key}/versions", KeyReading.ListVersions);
        face.Map("GET", "/keys/{key}/rotationpolicy", RotationPolicies.Get);
        face.Map("PUT", "/keys/{key}/rotationpolicy", RotationPolicies.Put);
        face.Map("GET", "/keys/{key}/{version?}", KeyReading.Get);
    }

    private void Map(string method, string pattern, Func<KeyVaultRequest, JsonObject> operation) =>
        _routes.MapMethods(pattern, [method], async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            context.Response.Headers["x-ms-request-id"] = Guid.NewGuid().ToString();
            context.Response.Headers["x-ms-keyvault-service-version"] = "1.9.0.0";
            var answer = Run(context, operation, body);
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(answer.ToJsonString(RelaxedJson.Options), context.RequestAborted);
        });

    private JsonObject Run(HttpContext context, Func<KeyVaultRequest, JsonObject> operation, string body)
    {
        try
        {
            return _world.Do(() =>
            {
                var vault = FindVault(context.Request.Host);
                var caller = _access.Authenticate(context);
                KeyVaultAccess.CheckVersion(context.Request.Query["api-version"].ToString());
                KeyVaultAccess.CheckNetwork(vault, context.Connection.RemoteIpAddress);
                return operation(new KeyVaultRequest(context, _world, vault, caller, body));
            });
        }
        catch (KeyVaultException error)
        {
            context.Response.StatusCode = error.Status;
            return error.Body;
        }
    }

    /// <summary>In Azure, a vault that does not exist has no DNS name, so nothing would respond.</summary>
    private Vault FindVault(HostString host) => Face.IsLoopback(host)
        ? _world.Projects[0].Vault
        : _world.Subscription.Vaults.Find(vault => string.Equals(vault.Host, host.Host, StringComparison.OrdinalIgnoreCase))
            ?? throw new KeyVaultException(StatusCodes.Status421MisdirectedRequest, "MisdirectedRequest", $"This world has no vault at {host.Host}.");
}
