using AtlasCmk.Display;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Display;

public sealed class LinesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("one two", "one two")]
    [InlineData("one two three", "one two\nthree")]
    [InlineData("one  two", "one two")]
    [InlineData("averylongword and more", "averylongword\nand more")]
    public void Lines_break_between_words(string text, string wrapped) => Assert.Equal(wrapped, Lines.Wrap(text, 8));

    [Fact]
    public void Wrapping_loses_no_word_and_exceeds_the_width_only_for_a_longer_word() =>
        Gen.Select(Gen.String[Gen.Char['a', 'c'], 1, 12].List[0, 20], Gen.Int[1, 15]).Sample((words, width) =>
        {
            var lines = Lines.Wrap(string.Join(' ', words), width).Split('\n');

            Assert.Equal(words, lines.SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            Assert.All(lines, l => Assert.True(l.Length <= width || !l.Contains(' ', StringComparison.Ordinal)));
        });
}
