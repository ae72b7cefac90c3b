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
    public void Everything_missing_from_a_cmdlets_help_is_reported_together()
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
    public void Text_that_is_not_plain_English_is_reported_wherever_it_is()
    {
        var errors = HelpChecks.Check(SampleHelp.Of(typeof(StiffAtlasSampleCommand)), Module);

        Assert.Equal(
            ["HELP015 Colours", "HELP016 a", "HELP015 all the same", "HELP015 nobody", "HELP015 Whoever", "HELP015 has to be", "HELP015 is told"],
            errors.Select(e => $"{e.Code} {Regex.Match(e.Message, @"(?<=^')[^']+|^a")}"));
        Assert.EndsWith("StiffAtlasSampleCommand.Name", errors[3].Origin, StringComparison.Ordinal);
        Assert.Contains("+Stiff", errors[6].Origin, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_of_an_error_is_checked_too()
    {
        AtlasCmkError error = new("SampleBroken", FailureKind.Refused, meaning: "Somebody broke it.", cause: "It has to be broken.", remedy: "Mend it.");

        Assert.Equal(
            ["ErrorCatalog.SampleBroken HELP015 Somebody", "ErrorCatalog.SampleBroken HELP015 has to be", "ErrorCatalog.SampleBroken HELP015 Mend"],
            EnglishChecks.Check(error).Select(e => $"{e.Origin} {e.Code} {e.Message.Split('\'')[1]}"));
    }

    [Fact]
    public void Every_error_of_the_catalog_is_plain_English() => Assert.Empty(ErrorCatalog.All.SelectMany(EnglishChecks.Check));

    [Fact]
    public void An_error_reads_as_the_build_wants_it() =>
        Assert.Matches(@"^[^:]+: error HELP\d{3}: .+$", HelpChecks.Check(SampleHelp.Of(typeof(BareAtlasSampleCommand)), Module)[0].ToString());
}
