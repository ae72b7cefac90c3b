using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Reads the body of a refusal, in whatever shape it came.</summary>
/// <remarks>
/// Atlas's ApiError has the status as <c>error</c> and its code as <c>errorCode</c>; the sign-in of service accounts answers in
/// OAuth's shape, with the code as <c>error</c>; and what stands between here and Atlas answers in HTML, or in nothing at all.
/// </remarks>
internal static class AtlasErrorBody
{
    /// <summary>Null where the body explains nothing.</summary>
    public static AtlasApiError? Read(byte[] body)
    {
        if (AtlasAnswer.TryParse(body) is not JObject json)
        {
            return null;
        }

        var code = Text(json["errorCode"]) ?? (json["error"] is { Type: JTokenType.String } oauth ? Text(oauth) : null);
        var detail = Text(json["detail"]) ?? Text(json["error_description"]);
        var reason = Text(json["reason"]);
        var fields = Fields(json["badRequestDetail"]);
        return code is null && detail is null && reason is null && fields is null
            ? null
            : new(code, Join(detail, fields), reason, json["parameters"] is JArray parameters ? [.. parameters.Select(p => Text(p) ?? "")] : []);
    }

    private static string? Fields(JToken? badRequest)
    {
        if (badRequest is not JObject || badRequest["fields"] is not JArray fields)
        {
            return null;
        }

        var named = fields.OfType<JObject>().Select(f => $"{Text(f["field"])}: {Text(f["description"])}").ToList();
        return named.Count == 0 ? null : $"({string.Join("; ", named)})";
    }

    private static string? Join(string? detail, string? fields) =>
        detail is null || fields is null ? detail ?? fields : $"{detail} {fields}";

    private static string? Text(JToken? value)
    {
        var text = value switch
        {
            null or { Type: JTokenType.Null } => null,
            JValue { Value: string s } => s,
            _ => value.ToString(Formatting.None),
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}
