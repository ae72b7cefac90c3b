using AtlasCmk.Pipeline;
using Xunit;

namespace AtlasCmk.Tests.Pipeline;

public sealed class ProjectChoiceTests
{
    private static readonly KnownProject[] s_projects = [new("1", "ledger", "o1"), new("2", "payments", "o1"), new("3", "payments", "o2"), new("4", "payroll", "o1")];

    private readonly List<AtlasCmkException> _refused = [];

    [Theory]
    [InlineData("payroll", "4")]
    [InlineData("PAYROLL", "4")]
    [InlineData("pay*", "2 3 4")]
    [InlineData("payroll|ledger|*r*", "4 1")]
    [InlineData("payments", "2 3")]
    [InlineData("none*", "")]
    public void A_command_that_reads_takes_every_project_with_the_name(string patterns, string expected)
    {
        Assert.Equal(expected, string.Join(' ', Choose(patterns, isForChange: false)));
        Assert.Empty(_refused);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_full_name_that_no_project_has_is_an_error_with_the_nearest_name(bool isForChange)
    {
        Assert.Equal(["4"], Choose("ledgr|payroll", isForChange));

        var refusal = Assert.Single(_refused);
        Assert.Equal("ProjectNameUnknown", refusal.ErrorId);
        Assert.Contains("'ledgr'. Did you mean 'ledger'?", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_unlike_all_others_has_no_nearest_one()
    {
        Choose("warehouse", false);

        Assert.DoesNotContain("Did you mean", Assert.Single(_refused).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_changes_something_refuses_a_name_of_two_projects_and_names_both()
    {
        Assert.Empty(Choose("payments", isForChange: true));

        var refusal = Assert.Single(_refused);
        Assert.Equal("ProjectNameAmbiguous", refusal.ErrorId);
        Assert.Equal("2 projects are named 'payments': 2 in organization Bank (o1), 3 in organization o2. Nothing was changed.", refusal.Message);
    }

    [Fact]
    public void A_command_that_changes_something_refuses_a_pattern_without_a_match()
    {
        Assert.Empty(Choose("none*", isForChange: true));

        Assert.Contains("'none*'", Assert.Single(_refused).Message, StringComparison.Ordinal);
    }

    private IEnumerable<string> Choose(string patterns, bool isForChange) =>
        new ProjectChoice(patterns.Split('|'), isForChange).Select(s_projects, id => id == "o1" ? "Bank" : null, _refused.Add);
}
