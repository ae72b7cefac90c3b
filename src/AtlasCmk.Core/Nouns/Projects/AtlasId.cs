namespace AtlasCmk;

/// <summary>Atlas's ids: 24 lower-case hexadecimal digits (the published API description, <c>^([a-f0-9]{24})$</c>).</summary>
internal static class AtlasId
{
    public static bool IsValid(string? text) =>
        text is { Length: 24 } && text.All(c => char.IsAsciiHexDigitLower(c) || char.IsAsciiDigit(c));
}
