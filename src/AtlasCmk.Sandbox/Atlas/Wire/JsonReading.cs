using System.Text.Json;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>Reads a request body. A null attribute counts as absent, and an attribute of the wrong type is refused.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonElement body, string name) => body.Find(name, JsonValueKind.String)?.GetString();

    public static bool? Flag(this JsonElement body, string name) =>
        body.Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw ApiErrors.WrongFormat(name);

    public static int? Number(this JsonElement body, string name) =>
        body.Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw ApiErrors.WrongFormat(name);

    public static JsonElement? Block(this JsonElement body, string name) => body.Find(name, JsonValueKind.Object);

    public static JsonElement[] List(this JsonElement body, string name) =>
        [.. body.Find(name, JsonValueKind.Array)?.EnumerateArray() ?? default];

    public static void Require(this JsonElement body, params string[] names)
    {
        string[] missing = [.. names.Where(name => body.Find(name) is null)];
        if (missing.Length > 0)
        {
            throw ApiErrors.Missing(missing);
        }
    }

    private static JsonElement? Find(this JsonElement body, string name) =>
        body.ValueKind != JsonValueKind.Object ? throw ApiErrors.WrongFormat(name)
        : body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value
        : null;

    private static JsonElement? Find(this JsonElement body, string name, JsonValueKind kind) =>
        body.Find(name) is not { } value ? null
        : value.ValueKind == kind ? value
        : throw ApiErrors.WrongFormat(name);
}
