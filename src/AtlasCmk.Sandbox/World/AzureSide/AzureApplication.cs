using System.Security.Cryptography;
using System.Text;

namespace AtlasCmk.Sandbox.World;

internal sealed class AzureApplication
{
    public required string ClientId { get; init; }

    /// <summary>The object ID of its service principal, which access policies and role assignments use.</summary>
    public required string ObjectId { get; init; }

    public required string DisplayName { get; set; }

    /// <summary>Whether the application is registered in this tenant. Of an application of another tenant, only the service principal is here.</summary>
    public bool IsRegisteredHere { get; set; } = true;

    /// <summary>Its permissions for Microsoft Graph, by name: Application.Read.All.</summary>
    public List<string> GraphPermissions { get; } = [];

    public List<ClientSecret> Secrets { get; } = [];

    public ClientSecret? FindSecret(string? value) => Secrets.Find(s => s.Value == value);
}

internal sealed class ClientSecret(string value, DateTimeOffset starts, DateTimeOffset expires)
{
    public string Value { get; } = value;

    public string? Name { get; init; }

    public DateTimeOffset Starts { get; } = starts;

    public DateTimeOffset Expires { get; set; } = expires;

    /// <summary>Whether the service principal has it, and not the application. Both can sign in.</summary>
    public bool IsOfServicePrincipal { get; init; }

    /// <summary>Secrets made before Microsoft Entra kept hints have none.</summary>
    public bool HasHint { get; init; } = true;

    public string KeyId => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(Value)).AsSpan(0, 16)).ToString();
}
