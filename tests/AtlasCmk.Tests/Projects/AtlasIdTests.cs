using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Projects;

public sealed class AtlasIdTests
{
    [Theory]
    [InlineData("66c9e8f1dd6c9960802420e9", true)]
    [InlineData("66C9E8F1DD6C9960802420E9", false)]
    [InlineData("66c9e8f1dd6c9960802420e", false)]
    [InlineData("66c9e8f1dd6c9960802420e9\n", false)]
    [InlineData("66c9e8f1dd6c9960802420eg", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_id_is_24_hexadecimal_digits_in_lower_case(string? text, bool valid) => Assert.Equal(valid, AtlasId.IsValid(text));

    [Fact]
    public void Every_id_of_Atlas_is_one() =>
        Gen.Char["0123456789abcdef"].Array[24].Sample(digits => AtlasId.IsValid(new(digits)));

    [Fact]
    public void No_other_character_counts_as_a_digit() =>
        Gen.Select(Gen.Char, Gen.Int[0, 23]).Where((c, _) => !"0123456789abcdef".Contains(c, StringComparison.Ordinal))
            .Sample((c, at) => !AtlasId.IsValid(new string('0', at) + c + new string('0', 23 - at)));
}
