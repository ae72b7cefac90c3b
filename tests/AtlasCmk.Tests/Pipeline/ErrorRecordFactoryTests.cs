using System.Management.Automation;
using AtlasCmk.Pipeline;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Pipeline;

public sealed class ErrorRecordFactoryTests
{
    [Fact]
    public void A_failure_keeps_its_exception_and_shows_id_target_and_remedy()
    {
        var failure = EndpointErrors.EndpointUnknown(Given.ProjectId, Given.EndpointId(1));

        var record = ErrorRecordFactory.Create(failure);

        Assert.Same(failure, record.Exception);
        Assert.Equal("EndpointUnknown", record.FullyQualifiedErrorId);
        Assert.Equal((ErrorCategory.ObjectNotFound, Given.EndpointId(1)), (record.CategoryInfo.Category, record.TargetObject));
        Assert.Equal(failure.Message, record.ErrorDetails.Message);
        Assert.Equal(failure.Remedy, record.ErrorDetails.RecommendedAction);
    }

    /// <summary>A remedy that ends with a command is copied to the end of its line.</summary>
    [Fact]
    public void A_link_does_not_follow_a_command_on_its_line()
    {
        var failure = EncryptionErrors.EndpointsRemain(Given.ProjectId, "Ending private networking", [Given.Endpoint("US_EAST_2", EndpointStatus.Active)]);

        var lines = ErrorRecordFactory.Create(failure).ErrorDetails.RecommendedAction.Split(Environment.NewLine);

        Assert.Equal([failure.Remedy, $"See {failure.HelpLink}"], lines);
    }

    [Fact]
    public void Every_kind_of_failure_has_a_category() => Assert.All(
        Enum.GetValues<FailureKind>(),
        kind => Assert.Equal(kind == FailureKind.Unexpected,
            ErrorRecordFactory.Create(new AtlasCmkError("Any", kind, "Any.", "Any.", "Any.").Because("Any.")).CategoryInfo.Category == ErrorCategory.NotSpecified));

    [Fact]
    public void A_fault_of_our_own_is_shown_as_it_is()
    {
        var record = ErrorRecordFactory.Create(new InvalidOperationException("a fault"));

        Assert.Equal("UnexpectedError", record.FullyQualifiedErrorId);
        Assert.Equal("a fault", record.ToString());
    }

    [Fact]
    public void Nothing_of_an_error_acts_on_the_terminal()
    {
        var known = ErrorRecordFactory.Create(ClusterErrors.ClusterUnknown(Given.ProjectId, HostileObjects.Text));
        var fault = ErrorRecordFactory.Create(new InvalidOperationException(HostileObjects.Text));

        Assert.Equal(HostileObjects.Text, known.TargetObject);
        Assert.Empty(new[] { known, fault }.SelectMany(r => new[] { r.ToString(), r.ErrorDetails.RecommendedAction, r.CategoryInfo.ToString() }).SelectMany(HostileObjects.ActingIn));
    }
}
