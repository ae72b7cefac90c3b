using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>EventViewForNdsGroup: the fields that all event kinds share.</summary>
internal sealed class EventModel
{
    [JsonProperty("id", Required = Required.Always)]
    public string Id { get; init; } = "";

    [JsonProperty("eventTypeName", Required = Required.Always)]
    public string EventTypeName { get; init; } = "";

    [JsonProperty("created", Required = Required.Always)]
    public DateTimeOffset Created { get; init; }

    public ProjectEvent ToEvent() => new(Id, EventTypeName, Created);
}
