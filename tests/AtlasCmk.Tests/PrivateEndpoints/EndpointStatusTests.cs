using Xunit;

namespace AtlasCmk.Tests.PrivateEndpoints;

public sealed class EndpointStatusTests
{
    [Theory]
    [InlineData("active", "ACTIVE")]
    [InlineData(" INITATING ", "INITIATING")]
    [InlineData("SOMETHING_NEW", "SOMETHING_NEW")]
    public void A_status_is_understood_as_it_is_typed(string typed, string status) => Assert.Equal(status, EndpointStatus.Normalize(typed));

    [Theory]
    [InlineData("PENDING_ACCEPTENCE", "PENDING_ACCEPTANCE")]
    [InlineData("ACTVE", "ACTIVE")]
    [InlineData("READY", null)]
    public void The_nearest_known_one_is_a_few_typing_errors_away(string typed, string? nearest) => Assert.Equal(nearest, EndpointStatus.Nearest(typed));
}
