using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.PrivateEndpoints;

public sealed class AzureRegionsTests
{
    [Theory]
    [InlineData("eastus2", "US_EAST_2")]
    [InlineData("East US 2", "US_EAST_2")]
    [InlineData("US_EAST2", "US_EAST_2")]
    [InlineData("us-east-2", "US_EAST_2")]
    [InlineData("EUROPE_WST", "EUROPE_WEST")]
    [InlineData("West Europe", "EUROPE_WEST")]
    [InlineData("NEWZEALAND_NORTH", "NEW_ZEALAND_NORTH")]
    [InlineData("UK_SUOTH", "UK_SOUTH")]
    public void The_nearest_region_is_the_one_that_was_meant(string typed, string meant) => Assert.Equal(meant, AzureRegions.Nearest(typed));

    [Theory]
    [InlineData("US_EAST_2", true)]
    [InlineData("us_east_2", true)]
    [InlineData("eastus2", false)]
    [InlineData("ATLANTIS", false)]
    public void A_region_is_known_by_the_name_that_Atlas_gives_it(string name, bool known) => Assert.Equal(known, AzureRegions.IsKnown(name));

    [Fact]
    public void Every_name_of_Azure_leads_to_its_name_in_Atlas() => Assert.All(AzureRegions.AzureNames, r =>
    {
        Assert.Equal(r.Key, AzureRegions.Nearest(r.Value));
        Assert.Equal(r.Key, AzureRegions.Nearest(r.Key));
    });

    [Fact]
    public void No_two_regions_share_a_name() =>
        Assert.Equal(AzureRegions.AzureNames.Count, AzureRegions.AzureNames.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Theory]
    [InlineData("ATLANTIS_NORTH")]
    [InlineData("NOWHERE")]
    [InlineData("US")]
    [InlineData("")]
    public void A_text_that_is_like_no_region_has_no_nearest(string typed) => Assert.Null(AzureRegions.Nearest(typed));

    [Fact]
    public void Any_text_has_a_known_nearest_region_or_none() =>
        Gen.String.Sample(text => AzureRegions.Nearest(text) is not { } nearest || AzureRegions.IsKnown(nearest));
}
