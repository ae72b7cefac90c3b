using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Reads the body of an error, in any of its formats.</summary>
/// <remarks>
/// Atlas's ApiError has the status in <c>error</c> and the code in <c>errorCode</c>, which older responses lack. The token
/// endpoint uses OAuth's shape, with the code in <c>error</c>. A proxy between here and Atlas returns HTML, another JSON
/// format, or an empty body.
/// </remarks>
internal static class AtlasErrorBody
{
    private const int MostDetail = 1000;
    private const int MostParameters = 10;
    private const int MostParameter = 200;

    private static readonly string[] s_codes = ["errorCode", "code", "Code"];
    private static readonly string[] s_details = ["detail", "error_description", "message", "Message", "title", "description"];

    /// <summary>Null if the body is empty.</summary>
    public static AtlasApiError? Read(byte[] body) =>
        body.AsSpan().IndexOfAnyExcept(" \r\n\t"u8) < 0 ? null
        : AtlasAnswer.TryParse(body) is JObject json ? Read(Unwrapped(json))
        : new(null, null, null, []) { Foreign = ForeignBody.Words(body) ?? "" };

    private static AtlasApiError Read(JObject json)
    {
        var oauth = json["errorCode"] is null && json["error"] is JValue { Value: string word } && word.Length > 0 && word.All(c => c is (>= 'a' and <= 'z') or '_') ? word : null;
        var code = oauth ?? First(json, s_codes);
        var detail = First(json, s_details) ?? (code is null && json["error"] is { Type: JTokenType.String } said ? Text(said) : null);
        var reason = Text(json["reason"]);
        var fields = Fields(json["badRequestDetail"]);
        var parameters = json["parameters"] is JArray values ? values.Take(MostParameters).Select(p => Text(p, MostParameter) ?? "").ToList() : [];
        var isAtlass = Text(json["errorCode"]) is not null || oauth is not null || fields is not null
            || AtlasErrorCodes.IsKnown(code) || (json["error"] is { Type: JTokenType.Integer } && (detail ?? reason) is not null);
        return new(code, Join(detail, fields), reason, parameters) { Foreign = isAtlass ? null : detail ?? reason ?? "" };
    }

    /// <summary>The query parameter envelope wraps a response in content. Gateways wrap an error in error.</summary>
    private static JObject Unwrapped(JObject json) => (json["content"] ?? json["error"]) is JObject inner ? inner : json;

    private static string? First(JObject json, string[] names) => names.Select(name => Text(json[name])).FirstOrDefault(text => text is not null);

    private static string? Fields(JToken? badRequest)
    {
        if (badRequest is not JObject || badRequest["fields"] is not JArray fields)
        {
            return null;
        }

        var named = fields.OfType<JObject>().Select(f => $"{Text(f["field"])}: {Text(f["description"])}").ToList();
        return named.Count == 0 ? null : ForeignBody.OneLine($"({string.Join("; ", named)})", MostDetail);
    }

    private static string? Join(string? detail, string? fields) =>
        detail is null || fields is null ? detail ?? fields : $"{detail} {fields}";

    private static string? Text(JToken? value, int mostCharacters = MostDetail) => ForeignBody.OneLine(value switch
    {
        null or { Type: JTokenType.Null } => null,
        JValue { Value: string s } => s,
        _ => value.ToString(Formatting.None),
    }, mostCharacters);
}
