using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>The attributes of a key version, the same in the control plane and the data plane. Times are seconds since 1970.</summary>
internal sealed record KeyAttributesModel(
    [property: JsonProperty("enabled")] bool? Enabled,
    [property: JsonProperty("nbf")] long? NotBefore,
    [property: JsonProperty("exp")] long? Expires,
    [property: JsonProperty("created")] long? Created,
    [property: JsonProperty("updated")] long? Updated,
    [property: JsonProperty("exportable")] bool? Exportable)
{
    /// <summary>Null if <paramref name="identifier"/> is not a key version's, or a time is invalid.</summary>
    public static KeyVersion? ToVersion(KeyAttributesModel? attributes, string? identifier)
    {
        try
        {
            return KeyIdentifier.TryParse(identifier) is not { FollowsLatest: false } key ? null : new(key)
            {
                Enabled = attributes?.Enabled,
                NotBefore = Time(attributes?.NotBefore),
                Expires = Time(attributes?.Expires),
                Created = Time(attributes?.Created),
                Updated = Time(attributes?.Updated),
                IsExportable = attributes?.Exportable == true,
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    public static IReadOnlyDictionary<string, string> ToTags(IReadOnlyDictionary<string, string?>? tags) => (tags ?? new Dictionary<string, string?>()).ToDictionary(t => t.Key, t => t.Value ?? "");

    private static DateTimeOffset? Time(long? seconds) => seconds is { } s ? DateTimeOffset.FromUnixTimeSeconds(s) : null;
}
