using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Reads an error of Resource Manager, Key Vault or Microsoft Entra, in all formats that they use.</summary>
/// <remarks>
/// The usual format is <c>{"error":{"code","message","target","details","innererror","additionalInfo"}}</c>. Other formats:
/// without the wrapper, capitalized, as <c>odata.error</c>, and OAuth's <c>{"error","error_description"}</c>.
/// </remarks>
internal static partial class AzureErrorReader
{
    private const int MaxText = 1500;
    private const int MaxDetails = 20;

    private static readonly JsonSerializerSettings s_json = new() { DateParseHandling = DateParseHandling.None };

    /// <summary>Null if the body is not an error of this kind.</summary>
    public static AzureApiError? Read(string body) => Parse(body) is { } json ? Read(json) : null;

    public static JObject? Parse(string body)
    {
        try
        {
            return JsonConvert.DeserializeObject<JToken>(body, s_json) as JObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static AzureApiError? Read(JObject json)
    {
        var error = (json.Get("error") ?? json.Get("odata.error")) switch
        {
            JObject wrapped => Of(wrapped),
            JValue { Type: JTokenType.String } code when json.Text("error_description") is { } words => new((string)code!, words),
            JValue { Type: JTokenType.String } words => new(json.Text("code"), json.Text("message") ?? (string)words!),
            _ => Of(json),
        };
        return error is { Code: null, Message: null } ? null : error;
    }

    private static AzureApiError Of(JObject error)
    {
        var (code, message) = (error.Text("code"), error.Text("message"));
        return new(code, message, error.Text("target"))
        {
            Inner = [.. Inner(error)],
            Details = [.. Objects(error.Get("details")).Select(Of)],
            Policies = [.. Objects(error.Get("additionalInfo")).Select(i => i.Get("info") as JObject).OfType<JObject>().Select(Policy).OfType<string>()],
            Claims = message is not null && ClaimsPattern().Match(message) is { Success: true } claims ? claims.Groups["value"].Value : null,
        };
    }

    /// <summary>Each inner error can contain a more specific one.</summary>
    private static IEnumerable<AzureApiError> Inner(JObject error)
    {
        for (var inner = error.Get("innererror") as JObject; inner is not null; inner = inner.Get("innererror") as JObject)
        {
            yield return new(inner.Text("code"), inner.Text("message"), inner.Text("target"));
        }
    }

    /// <summary>Source: Azure Policy, "Determine causes of non-compliance". The error contains definition and assignment.</summary>
    private static string? Policy(JObject info)
    {
        var (definition, assignment) = (Named(info, "policyDefinition"), Named(info, "policyAssignment"));
        return definition is null && assignment is null ? null : $"Policy: {definition ?? "not named"}, assigned by {assignment ?? "an assignment that is not named"}.";
    }

    private static string? Named(JObject info, string what)
    {
        var (name, id) = (info.Text(what + "DisplayName") ?? info.Text(what + "Name"), info.Text(what + "Id"));
        return name is null ? id : id is null ? $"'{name}'" : $"'{name}' ({id})";
    }

    private static IEnumerable<JObject> Objects(JToken? list) => (list as JArray ?? []).Take(MaxDetails).OfType<JObject>();

    private static JToken? Get(this JObject json, string name) => json.GetValue(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>A string or a number. OData wraps strings in an object with a language.</summary>
    private static string? Text(this JObject json, string name) => json.Get(name) switch
    {
        JValue { Type: JTokenType.String or JTokenType.Integer } value => value.ToString(CultureInfo.InvariantCulture) is { Length: > 0 } text
            ? text.Length > MaxText ? text[..MaxText] + "…" : text : null,
        JObject wrapped when name != "value" => wrapped.Text("value"),
        _ => null,
    };

    [GeneratedRegex("""claims-?challenge["'=:\s]+(?<value>[A-Za-z0-9+/_=-]{16,8192})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ClaimsPattern();
}
