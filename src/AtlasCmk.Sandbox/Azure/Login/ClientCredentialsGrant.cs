using AtlasCmk.Sandbox.Azure.Tokens;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Azure.Login;

/// <summary>Signs in an application with its secret. Entra checks the tenant, the application, the secret and the scope, in this order.</summary>
internal sealed class ClientCredentialsGrant(SandboxWorld world, AzureTokens tokens)
{
    private const string DefaultScope = "/.default";

    /// <param name="host">The authority. Only the tenants in its cloud exist there.</param>
    /// <param name="tenant">The tenant in the path.</param>
    /// <param name="form">The posted form.</param>
    public string Issue(HostString host, string tenant, IFormCollection form)
    {
        var isElsewhere = CloudEndpoints.Known.Any(cloud => cloud != world.Cloud && cloud.LoginHost.Equals(host.Host, StringComparison.OrdinalIgnoreCase));
        if (isElsewhere || !string.Equals(tenant, world.Tenant.Id, StringComparison.OrdinalIgnoreCase))
        {
            throw new LoginError(400, "invalid_request", 90002, $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.");
        }

        if (Needed(form, "grant_type") is not "client_credentials" and var grant)
        {
            throw new LoginError(400, "unsupported_grant_type", 70003, $"The app requested an unsupported grant type '{grant}'.");
        }

        var clientId = Needed(form, "client_id");
        var application = world.Tenant.FindApplication(clientId)
            ?? throw new LoginError(400, "unauthorized_client", 700016, $"Application with identifier '{clientId}' was not found in the directory '{world.Tenant.Id}'.");
        CheckSecret(application, form["client_secret"].ToString());
        return tokens.Issue(application, AudienceOf(form["scope"].ToString()));
    }

    private void CheckSecret(AzureApplication application, string secret)
    {
        if (secret.Length == 0)
        {
            throw new LoginError(401, "invalid_client", 7000216, "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.");
        }

        var known = application.FindSecret(secret)
            ?? throw new LoginError(401, "invalid_client", 7000215,
            $"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{application.ClientId}'.");
        if (known.Expires <= world.Now)
        {
            throw new LoginError(401, "invalid_client", 7000222, $"The provided client secret keys for app '{application.ClientId}' are expired.");
        }
    }

    private string AudienceOf(string scope)
    {
        if (!scope.EndsWith(DefaultScope, StringComparison.Ordinal))
        {
            throw new LoginError(400, "invalid_scope", 70011,
                $"The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope '{scope}' is not valid.");
        }

        var resource = scope[..^DefaultScope.Length];
        return tokens.TryFindAudience(resource, out var audience)
            ? audience
            : throw new LoginError(400, "invalid_resource", 500011, $"The resource principal named {resource} was not found in the tenant named {world.Tenant.Id}.");
    }

    private static string Needed(IFormCollection form, string name) => form[name].ToString() is { Length: > 0 } value
        ? value
        : throw new LoginError(400, "invalid_request", 900144, $"The request body must contain the following parameter: '{name}'.");
}
