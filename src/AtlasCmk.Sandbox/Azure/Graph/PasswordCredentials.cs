using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Azure.Graph;

/// <summary>An application or its service principal as Microsoft Graph shows it, with the credentials of type passwordCredential.</summary>
internal static class PasswordCredentials
{
    private const int HintLength = 3;

    public static JsonObject Show(AzureApplication application, bool ofServicePrincipal) => new()
    {
        ["id"] = ofServicePrincipal ? application.ObjectId : RegistrationId(application),
        ["appId"] = application.ClientId,
        ["displayName"] = application.DisplayName,
        ["keyCredentials"] = new JsonArray(),
        ["passwordCredentials"] = new JsonArray([.. application.Secrets.Where(s => s.IsOfServicePrincipal == ofServicePrincipal).Select(Show)]),
    };

    /// <summary>The value is only in the response that creates a secret. The hint is its first three characters.</summary>
    private static JsonObject Show(ClientSecret secret) => new()
    {
        ["customKeyIdentifier"] = null,
        ["displayName"] = secret.Name,
        ["endDateTime"] = Time(secret.Expires),
        ["hint"] = secret.HasHint ? secret.Value[..HintLength] : null,
        ["keyId"] = secret.KeyId,
        ["secretText"] = null,
        ["startDateTime"] = Time(secret.Starts),
    };

    /// <summary>The object ID of the registration, which is not that of its service principal.</summary>
    private static string RegistrationId(AzureApplication application) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(application.ClientId)).AsSpan(0, 16)).ToString();

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
