using System.Management.Automation;
using System.Reflection;
using AtlasCmk.Commands;
using AtlasCmk.Tests.Conventions;
using AtlasCmk.Tests.Fakes;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Parameters;

public sealed class TransformationTests
{
    private static readonly AkvPrivateEndpoint s_endpoint = Given.Endpoint("US_EAST_2", "ACTIVE", number: 7);

    [Theory]
    [InlineData("eastus2", "US_EAST_2")]
    [InlineData("East US 2", "US_EAST_2")]
    [InlineData("us-east-2", "US_EAST_2")]
    [InlineData("us_east_2", "US_EAST_2")]
    [InlineData("WEST EUROPE", "EUROPE_WEST")]
    [InlineData("US_EAST*", "US_EAST*")]
    [InlineData("[eastus2]", "[eastus2]")]
    [InlineData("ATLANTIS_NORTH", "ATLANTIS_NORTH")]
    [InlineData("", "")]
    public void A_region_may_be_typed_by_any_of_its_names(string typed, string region) => Assert.Equal(region, new AtlasRegionAttribute().Transform(null!, typed));

    [Fact]
    public void Several_regions_are_each_understood() => Assert.Equal(
        ["US_EAST_2", "EUROPE_WEST", null!, 1],
        Assert.IsType<object[]>(new AtlasRegionAttribute().Transform(null!, new object[] { PSObject.AsPSObject("eastus2"), "westeurope", null!, 1 })));

    [Fact]
    public void Any_text_is_a_region_or_stays_as_it_is() =>
        Gen.String.Sample(text => new AtlasRegionAttribute().Transform(null!, text) is string region && (region == text || AzureRegions.IsKnown(region)));

    [Fact]
    public void An_object_stands_for_the_id_that_it_carries()
    {
        var attribute = new ValueOfAttribute("EndpointId");

        Assert.Equal(Given.EndpointId(7), attribute.Transform(null!, s_endpoint));
        Assert.Equal(Given.EndpointId(7), attribute.Transform(null!, PSObject.AsPSObject(s_endpoint)));
        Assert.Equal([Given.EndpointId(7), "text"], Assert.IsType<object[]>(attribute.Transform(null!, new object[] { s_endpoint, "text" })));
        Assert.Equal(Given.ProjectId, new ValueOfAttribute("ProjectId").Transform(null!, s_endpoint));
        Assert.Equal("second", new ValueOfAttribute("None", "Id").Transform(null!, Custom("Id", "second")));
    }

    /// <summary>An object from a job, or of another module, has the property too.</summary>
    [Fact]
    public void A_copy_counts_as_the_original() => Assert.Equal(Given.ProjectId, new ValueOfAttribute("ProjectId").Transform(null!, Custom("ProjectId", Given.ProjectId)));

    [Theory]
    [InlineData("text")]
    [InlineData(1)]
    [InlineData(null)]
    public void A_plain_value_is_passed_to_the_parameter(object? value) => Assert.Equal(value, new ValueOfAttribute("EndpointId").Transform(null!, value!));

    [Fact]
    public void A_wrong_object_is_named_with_what_to_do()
    {
        var error = Assert.Throws<ArgumentTransformationMetadataException>(() => new ValueOfAttribute("ClusterName").Transform(null!, s_endpoint));

        Assert.Equal($"'{s_endpoint}' is not a ClusterName. It is an object of type AtlasCmk.AkvPrivateEndpoint, which has no ClusterName. Give the text "
            + "itself, or an object with a ClusterName.", error.Message);
    }

    [Fact]
    public void An_object_whose_id_is_empty_is_a_wrong_one() => Assert.Throws<ArgumentTransformationMetadataException>(
        () => new ValueOfAttribute("EndpointId").Transform(null!, new PrivateEndpointConnection(Given.Connection("pe-1"), "Pending")));

    /// <summary>Formats of shells and other modules: whole seconds under a name with Utc, and times with their offset.</summary>
    [Fact]
    public void Times_are_given_as_the_shell_s_own_commands_take_them()
    {
        var parameters = Product.Cmdlets.SelectMany(c => c.Parameters()).Select(p => p.Property).ToList();

        Assert.All(parameters.Where(p => p.Name.EndsWith("Sec", StringComparison.Ordinal)), p =>
        {
            Assert.Equal(typeof(int), p.PropertyType);
            Assert.NotNull(p.GetCustomAttribute<ValidateRangeAttribute>());
        });
        Assert.Empty(parameters.Where(p => p.Name.Contains("Timeout", StringComparison.Ordinal) && p.Name != "TimeoutSec").Select(p => p.Name));
        Assert.Empty(parameters.Where(p => (Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType) == typeof(DateTime)).Select(p => p.Name));
        Assert.Contains(parameters, p => p.PropertyType == typeof(DateTimeOffset?));
    }

    private static PSObject Custom(string name, string value)
    {
        var custom = new PSObject();
        custom.Properties.Add(new PSNoteProperty(name, value));
        return custom;
    }
}
