using System.Globalization;
using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>The Atlas activity feed.</summary>
internal sealed partial class AtlasApi
{
    public Task<IReadOnlyList<ProjectEvent>> ListEventsAsync(string projectId, IReadOnlyList<string> typeNames, DateTimeOffset since, CancellationToken cancellation)
    {
        var operation = AtlasOperations.ListGroupEvents;
        var types = string.Concat(typeNames.Select(t => $"&eventType={Uri.EscapeDataString(t)}"));
        var from = since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return CollectAsync<EventModel, ProjectEvent>(operation, operation.At(projectId), model => model.ToEvent(), cancellation, $"{types}&minDate={Uri.EscapeDataString(from)}");
    }
}

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
