using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>How Azure's JSON is read and written.</summary>
internal static class AzureJson
{
    public static JsonSerializerSettings Settings { get; } = new() { DateParseHandling = DateParseHandling.None };
}
