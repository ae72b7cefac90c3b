using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Sessions;

public sealed class InvalidCharacterTests
{
    [Theory]
    [InlineData("abc ", "a SPACE (U+0020) at its end (character 4)")]
    [InlineData("\tabc", "a CHARACTER TABULATION (U+0009) at its beginning (character 1)")]
    [InlineData("ab\u00a0c", "a NO-BREAK SPACE (U+00A0) inside it (character 3)")]
    [InlineData("abc\r\n", "a CARRIAGE RETURN (U+000D) at its end (character 4)")]
    [InlineData("a\u2013b", "an EN DASH (U+2013) inside it (character 2)")]
    [InlineData("a\u0007b", "a control character (U+0007) inside it (character 2)")]
    [InlineData("a\U0001F600", "a character (U+1F600) at its end (character 2)")]
    [InlineData("a\u2061b", "an invisible character (U+2061) inside it (character 2)")]
    public void It_is_named_with_its_place(string text, string found) => Assert.Equal(found, InvalidCharacter.Find(text, InvalidCharacter.IsVisibleAscii));

    [Fact]
    public void Any_text_is_visible_ASCII_or_has_one() =>
        Gen.String.Sample(text => InvalidCharacter.Find(text, InvalidCharacter.IsVisibleAscii) is null == text.All(c => c is > ' ' and <= '~'));
}
