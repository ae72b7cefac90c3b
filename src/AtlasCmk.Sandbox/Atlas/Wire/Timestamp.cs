using System.Globalization;

namespace AtlasCmk.Sandbox.Atlas;

internal static class Timestamp
{
    /// <summary>Times in Atlas's format: whole seconds, in UTC, with a Z.</summary>
    public static string ToAtlas(this DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
