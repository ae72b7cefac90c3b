namespace AtlasCmk;

/// <summary>A name without case, spaces, hyphens and underscores, for comparisons.</summary>
internal static class NormalizedName
{
    public static string Of(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
