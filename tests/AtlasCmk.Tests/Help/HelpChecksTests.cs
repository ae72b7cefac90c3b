using System.Text.RegularExpressions;
using AtlasCmk.HelpWriter;
using AtlasCmk.Tests.Help.Samples;
using Xunit;

namespace AtlasCmk.Tests.Help;

public sealed class HelpChecksTests
{
    private const string Module = "AtlasCmk.Tests";

    [Fact]
    public void Complete_help_has_no_errors() => Assert.Empty(HelpChecks.Check(SampleHelp.All(), Module));

    [Fact]
    public void Everything_that_a_bare_cmdlet_lacks_is_reported_together()
    {
        var errors = HelpChecks.Check(SampleHelp.Of(typeof(BareAtlasSampleCommand)), Module);

        Assert.Equal(["HELP001", "HELP002", "HELP003", "HELP004", "HELP006", "HELP011", "HELP011", "HELP012", "HELP014"], errors.Select(e => e.Code));
        Assert.EndsWith("BareAtlasSampleCommand.Name", errors[2].Origin, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_faulty_example_is_reported_with_its_fault()
    {
        var errors = HelpChecks.Check(SampleHelp.Of(typeof(WrongAtlasSampleCommand)), Module);

        Assert.Equal(
            ["HELP005", "HELP011", "HELP013", "HELP014", "HELP007 1", "HELP008 2", "HELP009 3", "HELP009 4", "HELP009 5", "HELP009 6", "HELP010 7"],
            errors.Select(e => (e.Code + Regex.Match(e.Message, @"(?<=^Example) \d")).Trim()));
        Assert.Contains("'Nmae'", errors[6].Message, StringComparison.Ordinal);
        Assert.Contains("Get-AtlasNothing", errors[9].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_reads_as_the_build_wants_it() =>
        Assert.Matches(@"^[^:]+: error HELP\d{3}: .+$", HelpChecks.Check(SampleHelp.Of(typeof(BareAtlasSampleCommand)), Module)[0].ToString());
}
