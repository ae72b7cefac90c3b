using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace AtlasCmk.Clients;

/// <summary>A successful Atlas response, and the one place where JSON becomes objects. Unreadable JSON is an <see cref="AtlasApiException"/> with the reason.</summary>
internal sealed class AtlasAnswer(AtlasCall call, int statusCode, string? mediaType, byte[] body, JToken? parsed = null)
{
    /// <summary>Atlas's times are in UTC. A time without a zone is UTC too, not this machine's time.</summary>
    private static readonly IsoDateTimeConverter s_times = new() { DateTimeStyles = DateTimeStyles.AssumeUniversal, Culture = CultureInfo.InvariantCulture };

    public bool IsEmpty => body.Length == 0;

    public T Read<T>()
        where T : class => Read<T>(Parse());

    /// <summary>The same, for an object that the request named.</summary>
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
            // The first error is the innermost one. A missing field is not in the path, but in the member name.
            Error = (_, report) => field ??= Name(report.ErrorContext),
        });
        try
        {
            return json.ToObject<T>(serializer) ?? throw Unreadable("it is null instead of an object");
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw Unreadable(string.IsNullOrEmpty(field)
                ? "its JSON does not have the expected structure"
                : Without(field));
        }
    }

    public AtlasApiException Unreadable(string why) => AtlasFailures.Unreadable(call, statusCode, why);

    /// <summary>A required field is missing. The published contract does not require it, but the response is useless without it.</summary>
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

        return TryParse(body) ?? throw Unreadable($"its body is not JSON, or breaks off ({body.Length} bytes of "
            + $"{mediaType ?? "no known type"}){(ForeignBody.Words(body) is { } words ? $". It says: \"{words}\"" : "")}");
    }

    /// <summary>Null if the text is not one complete JSON value.</summary>
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

    private static string Without(string field) => $"the field '{field}' is missing there, or does not have the expected type";

    private static string Name(ErrorContext context) => context.Member is not string member || context.Path.EndsWith(member, StringComparison.Ordinal)
        ? context.Path
        : $"{context.Path}.{member}".TrimStart('.');
}
