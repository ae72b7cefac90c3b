using System.Globalization;

namespace AtlasCmk;

/// <summary>A duration in as few characters as possible: 0.5 s, 42 s, 2.5 min.</summary>
internal static class ShortTime
{
    public static string Of(TimeSpan time) =>
        time < TimeSpan.FromMinutes(2)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min");
}
