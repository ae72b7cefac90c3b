using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Suggestions;

public sealed class SuggestionTests
{
    private static readonly Suggestion[] s_all =
    [
        new("US_EAST", "eastus") { Names = ["eastus"] },
        new("US_EAST_2", "eastus2") { Names = ["eastus2"] },
        new("EUROPE_WEST", "westeurope") { Names = ["westeurope"] },
        new("66c9e8f1dd6c9960802420e9", "a project") { Label = "payments" },
    ];

    [Theory]
    [InlineData("", "US_EAST US_EAST_2 EUROPE_WEST 66c9e8f1dd6c9960802420e9")]
    [InlineData("us_e", "US_EAST US_EAST_2")]
    [InlineData("eastus2", "US_EAST_2")]
    [InlineData("East US 2", "US_EAST_2")]
    [InlineData("us-east-2", "US_EAST_2")]
    [InlineData("West E", "EUROPE_WEST")]
    [InlineData("pay", "66c9e8f1dd6c9960802420e9")]
    [InlineData("66c9", "66c9e8f1dd6c9960802420e9")]
    [InlineData("WEST", "EUROPE_WEST")]
    [InlineData("_2", "US_EAST_2")]
    [InlineData("--", "")]
    [InlineData("nowhere", "")]
    public void A_word_matches_the_beginning_else_similar_text_else_any_part(string word, string found) =>
        Assert.Equal(found, string.Join(' ', Suggestion.Find(s_all, word).Select(s => s.Text)));

    [Fact]
    public void Any_word_finds_some_of_all_in_their_order() => Gen.String.Sample(word =>
    {
        var found = Suggestion.Find(s_all, word);
        return found.SequenceEqual(s_all.Where(found.Contains));
    });

    [Fact]
    public void Every_name_finds_what_it_names() => Assert.All(s_all.SelectMany(s => s.Names.Append(s.Text).Append(s.Label), (s, name) => (Of: s, Name: name)), n =>
        Assert.Contains(n.Of, Suggestion.Find(s_all, n.Name)));
}
