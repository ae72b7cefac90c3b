namespace AtlasCmk;

/// <summary>A name without what people write differently: case, blanks, hyphens and underscores.</summary>
internal static class PlainText
{
    public static string Of(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
