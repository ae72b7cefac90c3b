namespace AtlasCmk.Clients;

internal static class EmptyText
{
    /// <summary>Atlas writes "" where it has nothing to say, as well as null, as well as nothing.</summary>
    public static string? OrNull(this string? text) => string.IsNullOrEmpty(text) ? null : text;
}
