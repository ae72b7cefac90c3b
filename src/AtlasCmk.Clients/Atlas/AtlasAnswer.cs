using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace AtlasCmk.Clients;

/// <summary>A successful answer of Atlas, and the one place where its JSON becomes objects: what cannot be read is an <see cref="AtlasApiException"/> that says why.</summary>
internal sealed class AtlasAnswer(AtlasCall call, int statusCode, string? mediaType, byte[] body, JToken? parsed = null)
{
    /// <summary>Atlas expresses times in UTC: one that names no zone is not in this machine's.</summary>
    private static readonly IsoDateTimeConverter s_times = new() { DateTimeStyles = DateTimeStyles.AssumeUniversal, Culture = CultureInfo.InvariantCulture };

    public bool IsEmpty => body.Length == 0;

    public T Read<T>()
        where T : class => Read<T>(Parse());

    /// <summary>The same, of one thing that the request named.</summary>
    public T ReadAbout<T>(string what, string asked, Func<T, string?> identity)
        where T : class
    {
        var model = Read<T>();
        Asked.MustBe(what, asked, identity(model), Untrusted);
        return model;
    }

    public T Read<T>(JToken json)
        where T : class
    {
        if (json is JObject fields)
        {
            AtlasPlace.OfAnswer(fields).MustBe(AtlasPlace.OfPath(call.Path), Untrusted);
        }

        string? field = null;
        var serializer = JsonSerializer.Create(new()
        {
            DateParseHandling = DateParseHandling.None,
            Converters = { s_times },
            // The first report is the innermost one; a missing field is not in the path, but is named as the member.
            Error = (_, report) => field ??= Name(report.ErrorContext),
        });
        try
        {
            return json.ToObject<T>(serializer) ?? throw Unreadable("it is null where an object was promised");
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw Unreadable(string.IsNullOrEmpty(field)
                ? "its JSON has not the shape that Atlas promises"
                : Without(field));
        }
    }

    public AtlasApiException Unreadable(string why) => AtlasFailures.Unreadable(call, statusCode, why);

    /// <summary>A field is missing without which the answer says nothing, although the contract does not require it.</summary>
    public AtlasApiException Missing(string field) => Unreadable(Without(field));

    public AtlasApiException Untrusted(string why) => AtlasFailures.Untrusted(call, statusCode, why);

    public JToken Parse()
    {
        if (parsed is not null)
        {
            return parsed;
        }

        if (body.Length == 0)
        {
            throw Unreadable("its body is empty");
        }

        return TryParse(body) ?? throw Unreadable($"its body is not JSON, or breaks off ({body.Length} bytes of {mediaType ?? "no known type"}){(ForeignBody.Words(body) is { } words ? $". It says: \"{words}\"" : "")}");
    }

    /// <summary>Null for whatever is not one whole JSON value.</summary>
    public static JToken? TryParse(byte[] body)
    {
        using var reader = new JsonTextReader(new StreamReader(new MemoryStream(body), Encoding.UTF8)) { DateParseHandling = DateParseHandling.None };
        try
        {
            var json = JToken.ReadFrom(reader);
            return reader.Read() ? null : json;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Without(string field) => $"the field '{field}' is missing there, or is not of the type that Atlas promises";

    private static string Name(ErrorContext context) => context.Member is not string member || context.Path.EndsWith(member, StringComparison.Ordinal)
        ? context.Path
        : $"{context.Path}.{member}".TrimStart('.');
}
