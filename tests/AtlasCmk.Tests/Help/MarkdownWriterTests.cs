using AtlasCmk.HelpWriter;
using AtlasCmk.Tests.Help.Samples;
using Xunit;

namespace AtlasCmk.Tests.Help;

/// <summary>The Markdown page of a cmdlet says what its help says.</summary>
public sealed class MarkdownWriterTests
{
    private static readonly string s_page = MarkdownWriter.Write(SampleHelp.All().Single(c => c.Command.Name == "Get-AtlasSample"));

    [Theory]
    [InlineData("# Get-AtlasSample\n\nGets the samples of a project.\n")]
    [InlineData("## Syntax\n\n```powershell\nGet-AtlasSample ")]
    [InlineData("## Description\n")]
    [InlineData("### Example 1: The samples that wait\n\n```powershell\n$waiting = Get-AtlasSample -Status PENDING, FAILED\n")]
    [InlineData("### Example 2: With the module's name\n")]
    [InlineData("### -Status\n\nOnly those with one of these statuses.")]
    [InlineData("- Accepted values: blue, green\n")]
    [InlineData("- Accepts pipeline input by value\n- Accepts pipeline input by property name\n")]
    [InlineData("- Accepts wildcards\n")]
    [InlineData("## Outputs\n\n### AtlasCmk.AkvPrivateEndpoint\n")]
    [InlineData("- `EndpointUnknown`: ")]
    [InlineData("- [Online version](https://example.org/online)\n- [Remove-AtlasSample](Remove-AtlasSample.md)\n- about_AtlasCmk\n")]
    public void A_page_holds(string part) => Assert.True(s_page.Contains(part, StringComparison.Ordinal), s_page);

    [Fact]
    public void A_page_of_a_cmdlet_that_is_gone_is_deleted()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "Get-Gone.md"), "");

            HelpWriter.Program.WritePages(SampleHelp.Of(typeof(GetAtlasSampleCommand)), folder);

            Assert.Equal(["Get-AtlasSample.md"], Directory.EnumerateFiles(folder).Select(Path.GetFileName));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
