using System.Globalization;
using System.Text.Json;

namespace AtlasCmk.Sandbox.World;

/// <summary>The JSON argument of a command. Absent properties do not change the world.</summary>
internal sealed class CommandArgument(JsonElement json)
{
    public string? Text(string name) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { } value => value.GetRawText(),
    };

    public string Needed(string name) => Text(name) ?? throw new WorldCommandException($"'{name}' is missing.");

    public string[]? Texts(string name) => Find(name) is { ValueKind: JsonValueKind.Array } array
        ? [.. array.EnumerateArray().Select(item => item.GetString() ?? "")] : null;

    /// <summary>Whether the property is present, including null. Null removes a date or a flag.</summary>
    public bool Has(string name) => Find(name) is not null;

    public void Flag(string name, Action<bool> set)
    {
        if (Find(name) is { } value)
        {
            set(value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => throw new WorldCommandException($"'{name}' must be true or false."),
            });
        }
    }

    public int? Number(string name) => Find(name) is { ValueKind: JsonValueKind.Number } value ? value.GetInt32() : null;

    public TimeSpan Span(string name) => TimeSpan.TryParse(Needed(name), CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero
        ? span
        : throw new WorldCommandException($"'{Text(name)}' is not a duration such as 30.00:00:00.");

    /// <summary>A point in time, or a span from now such as <c>-1.00:00:00</c>.</summary>
    public DateTimeOffset? Time(string name, DateTimeOffset now)
    {
        var text = Text(name);
        return text is null ? null
            : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? now + span
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
            : throw new WorldCommandException($"'{text}' is not a time or a duration.");
    }

    private JsonElement? Find(string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;
}
