using System.Globalization;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Text;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("payments", "payments")]
    [InlineData("Zürich 東京 \U0001F600", "Zürich 東京 \U0001F600")]
    [InlineData("\u001B[2K", "\u241B[2K")]
    [InlineData("a\r\nb\tc\u007F", "a\u240D\u240Ab\u2409c\u2421")]
    [InlineData("\u202Egnp", "\u27E8U+202E\u27E9gnp")]
    [InlineData("\u009B31m", "\u27E8U+009B\u27E931m")]
    [InlineData("\u2028", "\u27E8U+2028\u27E9")]
    [InlineData("\U000E0041", "\u27E8U+E0041\u27E9")]
    [InlineData(null, "")]
    public void Control_and_invisible_characters_become_symbols(string? text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    /// <summary>An attribute cannot hold half of a pair.</summary>
    [Fact]
    public void Half_of_a_pair_becomes_its_number() => Assert.Equal("a\u27E8U+D83D\u27E9", VisibleText.Of("a" + (char)0xD83D));

    [Fact]
    public void No_text_has_a_character_left_that_acts() => Gen.String.Sample(text => Assert.DoesNotContain(
        VisibleText.Of(text), c => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format));

    [Fact]
    public void Safe_text_does_not_change_when_it_is_shown_again() => Gen.String.Sample(text => Assert.Equal(VisibleText.Of(text), VisibleText.Of(VisibleText.Of(text))));
}
