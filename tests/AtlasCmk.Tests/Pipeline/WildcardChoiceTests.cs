using AtlasCmk.Pipeline;
using Xunit;

namespace AtlasCmk.Tests.Pipeline;

public sealed class WildcardChoiceTests
{
    [Theory]
    [InlineData("US_*", "us_east_2", true)]
    [InlineData("us_east_2", "US_EAST_2", true)]
    [InlineData("US_EAST", "US_EAST_2", false)]
    [InlineData("US_EAST_?", "US_EAST_2", true)]
    [InlineData("*", null, true)]
    [InlineData("?*", null, false)]
    public void A_pattern_of_the_shell_chooses_whole_names_in_any_case(string pattern, string? text, bool chosen) =>
        Assert.Equal(chosen, new WildcardChoice([pattern]).Includes(text));

    [Fact]
    public void One_matching_pattern_is_enough_and_no_match_selects_nothing()
    {
        Assert.True(new WildcardChoice(["UK_*", "US_*"]).Includes("US_EAST_2"));
        Assert.False(new WildcardChoice([]).Includes("US_EAST_2"));
    }
}
