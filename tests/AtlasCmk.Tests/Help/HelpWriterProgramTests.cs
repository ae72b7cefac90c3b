using AtlasCmk.Tests.Help.Samples;
using Xunit;

namespace AtlasCmk.Tests.Help;

public sealed class HelpWriterProgramTests
{
    [Fact]
    public void Incomplete_help_fails_with_an_error_a_line_and_writes_nothing()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using StringWriter errors = new();

        var exitCode = HelpWriter.Program.Write(SampleHelp.Of(typeof(BareAtlasSampleCommand)), "Samples", Path.Combine(folder, "Samples.dll-Help.xml"), errors);

        Assert.Equal(1, exitCode);
        Assert.All(errors.ToString().TrimEnd().Split(errors.NewLine), line => Assert.Contains(": error HELP0", line, StringComparison.Ordinal));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void An_assembly_without_comments_is_an_error()
    {
        using StringWriter errors = new();

        Assert.Equal(1, HelpWriter.Program.Run([typeof(object).Assembly.Location, "nowhere"], errors));
        Assert.Contains("error HELP000", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_both_arguments_the_usage_is_shown()
    {
        using StringWriter errors = new();

        Assert.Equal(2, HelpWriter.Program.Run(["one"], errors));
        Assert.StartsWith("Usage: ", errors.ToString(), StringComparison.Ordinal);
    }
}
