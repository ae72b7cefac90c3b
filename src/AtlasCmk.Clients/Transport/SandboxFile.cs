using System.Globalization;
using System.Security;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>The file with the line of JSON that a Sandbox prints at start: its addresses and credentials.</summary>
internal sealed class SandboxFile
{
    private const int LongestLine = 64 * 1024;

    private readonly string _path;
    private readonly JObject _json;

    private SandboxFile(string path, JObject json) => (_path, _json) = (path, json);

    /// <summary>The connection to the Sandbox that the file describes, and the project to work in.</summary>
    /// <remarks>Only the credentials in the file are used. The user's real identity, such as an Az context or the Azure CLI, would go to the author of the file.</remarks>
    public static (ConnectionOptions Options, string ProjectId) Read(string path, TimeProvider? machine = null)
    {
        SandboxFileGuard.RequireOwn(path);
        return new SandboxFile(path, Parse(path)).Read(machine ?? TimeProvider.System);
    }

    private (ConnectionOptions Options, string ProjectId) Read(TimeProvider machine)
    {
        RequireLoopback(Text("address"));
        var options = new ConnectionOptions
        {
            Atlas = _json["useServiceAccount"] is JValue { Value: true }
                ? new(Text("clientId"), Secret("clientSecret")) { IsServiceAccount = true }
                : new(Text("publicKey"), Secret("privateKey")),
            Azure = Azure(),
            AzureCloud = Cloud(),
            Sandbox = new(_path, Port(), Text("caCertificate")),
            Time = Clock(machine),
        };
        return (options, Text("projectId"));
    }

    /// <summary>Only the first line counts, because redirected output of a Sandbox has more lines.</summary>
    private static JObject Parse(string path)
    {
        try
        {
            var line = Beginning(path).Split('\n').FirstOrDefault(l => !string.IsNullOrWhiteSpace(l)) ?? throw SessionErrors.SandboxFileUnusable(path, "it is empty");
            using var reader = new JsonTextReader(new StringReader(line)) { DateParseHandling = DateParseHandling.None };
            return JObject.Load(reader);
        }
        catch (JsonException)
        {
            // The parser's message would repeat part of the line, which contains keys.
            throw SessionErrors.SandboxFileUnusable(path, "its first line is not the JSON that a Sandbox prints");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw SessionErrors.SandboxFileUnusable(path, e is FileNotFoundException or DirectoryNotFoundException ? "the file does not exist" : e.Message, e);
        }
    }

    /// <summary>Limited, because a file such as a device can be endless.</summary>
    private static string Beginning(string path)
    {
        using var file = new StreamReader(path);
        var text = new char[LongestLine];
        return new(text, 0, file.ReadBlock(text));
    }

    private void RequireLoopback(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !Transport.IsLoopback(uri.Host))
        {
            throw SessionErrors.SandboxFileUnusable(_path, $"its address is {address}, but a Sandbox is always on this machine (loopback)");
        }
    }

    /// <summary>The managed identity of the Sandbox's machine if the file requests it. Otherwise the operator's tokens, or else the secret of Atlas's application.</summary>
    private AzureSignIn Azure() => _json.ContainsKey("azureAuthentication") ? MachineIdentity(Text("azureAuthentication"))
        : _json.ContainsKey("azureAccessToken")
            ? new(AzureAuthentication.AccessToken)
            {
                AccessToken = Secret("azureAccessToken"),
                KeyVaultAccessToken = Secret("keyVaultAccessToken"),
                GraphAccessToken = _json.ContainsKey("graphAccessToken") ? Secret("graphAccessToken") : null,
            }
            : new(AzureAuthentication.ClientSecret) { TenantId = Text("tenantId"), ClientId = Text("azureClientId"), ClientSecret = Secret("azureClientSecret") };

    /// <summary>A managed identity comes from environment variables. It is the Sandbox's only if they match the file.</summary>
    private AzureSignIn MachineIdentity(string method)
    {
        if (!method.Equals(nameof(AzureAuthentication.ManagedIdentity), StringComparison.OrdinalIgnoreCase))
        {
            throw SessionErrors.SandboxFileUnusable(_path, $"its \"azureAuthentication\" is {method}. Only the credentials in a Sandbox file can sign in, never your own identity");
        }

        foreach (var (variable, name) in ((string, string)[])[("IDENTITY_ENDPOINT", "identityEndpoint"), ("IDENTITY_HEADER", "identityHeader")])
        {
            if (Environment.GetEnvironmentVariable(variable) != Text(name))
            {
                throw SessionErrors.SandboxFileUnusable(_path, $"it uses the managed identity of its Sandbox, but the variable {variable} differs from the file's \"{name}\"");
            }
        }

        return new(AzureAuthentication.ManagedIdentity);
    }

    /// <summary>The cloud of the Sandbox's vaults.</summary>
    private AzureCloud Cloud() =>
        Uri.TryCreate((_json["keyIdentifier"] as JValue)?.Value as string, UriKind.Absolute, out var key) && AzureCloud.OfVaultHost(key.Host) is { } cloud ? cloud : AzureCloud.Public;

    /// <summary>The clock of the Sandbox's world, which can run faster than the machine's.</summary>
    private TimeProvider Clock(TimeProvider machine)
    {
        if (!_json.ContainsKey("clockSpeed"))
        {
            return machine;
        }

        if (_json["clockSpeed"] is not JValue { Type: JTokenType.Integer, Value: long speed and > 0 and <= ScaledClock.Fastest })
        {
            throw SessionErrors.SandboxFileUnusable(_path, $"its \"clockSpeed\" is not a whole number from 1 to {ScaledClock.Fastest}");
        }

        // A Sandbox's certificates are valid for a year.
        return DateTimeOffset.TryParse(Text("clockOrigin"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var origin)
            && machine.GetUtcNow() - origin is { TotalMinutes: > -1, TotalDays: < 366 }
            ? new ScaledClock(machine, origin, (int)speed)
            : throw SessionErrors.SandboxFileUnusable(_path, "its \"clockOrigin\" is not a time in the last year");
    }

    private string Text(string name) =>
        _json[name] is JValue { Type: JTokenType.String, Value: string { Length: > 0 } text } ? text : throw SessionErrors.SandboxFileUnusable(_path, $"it has no value for \"{name}\"");

    private int Port() =>
        _json["port"] is JValue { Type: JTokenType.Integer, Value: long port and > 0 and <= ushort.MaxValue } ? (int)port
            : throw SessionErrors.SandboxFileUnusable(_path, "its \"port\" is not a port number");

    private SecureString Secret(string name)
    {
        var secret = new SecureString();
        foreach (var c in Text(name))
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return secret;
    }
}
