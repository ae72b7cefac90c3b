namespace AtlasCmk.Clients;

internal static class EmptyText
{
    /// <summary>For a missing value, Atlas uses "", null, or no field.</summary>
    public static string? OrNull(this string? text) => string.IsNullOrEmpty(text) ? null : text;
}
