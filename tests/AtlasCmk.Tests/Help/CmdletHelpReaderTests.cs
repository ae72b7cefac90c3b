using AtlasCmk.HelpWriter;
using AtlasCmk.Tests.Help.Samples;
using Xunit;

namespace AtlasCmk.Tests.Help;

public sealed class CmdletHelpReaderTests
{
    private static readonly IReadOnlyList<CmdletHelp> s_all = SampleHelp.All();

    private static CmdletHelp Help(string name) => s_all.Single(c => c.Command.Name == name);

    [Fact]
    public void A_comment_becomes_plain_paragraphs_in_PowerShell_terms()
    {
        var help = Help("Get-AtlasSample");

        Assert.Equal("Gets the samples of a project.", help.Synopsis);
        Assert.Equal(
            [
                "Asks for all of them, unless -Status or -ProjectId says otherwise; Remove-AtlasSample removes one. An AkvPrivateEndpoint is never $null.",
                "- ACTIVE: it works\n- anything else",
                "1. first\n2. then",
                "Read the manual (https://example.org/samples).",
                "one\n  two",
            ],
            help.Description);
        Assert.Equal(["Atlas: the role GROUP_READ_ONLY. Azure: none.", "Costs one request."], help.Notes);
    }

    [Fact]
    public void Errors_are_the_cmdlets_own_and_then_those_of_its_base() => Assert.Equal(
        ["EndpointUnknown True", "WaitTimedOut True", "ProjectMissing False"],
        Help("Get-AtlasSample").Errors.Select(e => $"{e.Id} {e.IsOwn}"));

    [Fact]
    public void Errors_are_explained_by_the_modules_table() =>
        Assert.Equal(ErrorCatalog.Find("ProjectMissing")[0].Meaning, Help("Get-AtlasSample").Errors[^1].Meaning);

    /// <summary>The compiler leaves the lines that follow a tag as they stand in the source.</summary>
    [Fact]
    public void Code_that_begins_beside_its_tag_loses_the_indentation_of_the_other_lines() =>
        Assert.Equal("one\ntwo\n  three", DocumentationText.Code(new("code", "one\n            two\n              three\n        ")));

    [Fact]
    public void An_example_is_a_title_a_command_and_remarks()
    {
        var example = Help("Get-AtlasSample").Examples[0];

        Assert.Equal("The samples that wait", example.Title);
        Assert.Equal("$waiting = Get-AtlasSample -Status PENDING, FAILED\n$waiting | Where-Object RegionName -eq US_EAST_2", example.Code);
        Assert.Equal(["Shows those in one region.", "Nothing else is asked."], example.Remarks);
    }

    [Fact]
    public void Links_are_addresses_or_names() => Assert.Equal(
        [new("Online version", "https://example.org/online"), new("Remove-AtlasSample", ""), new("about_AtlasCmk", "")],
        Help("Get-AtlasSample").Links);

    [Theory]
    [InlineData("Get-AtlasSample", "ProjectId", "The session's project")]
    [InlineData("Get-AtlasSample", "ThrottleLimit", "16")]
    [InlineData("Get-AtlasSample", "Day", "Friday")]
    [InlineData("Get-AtlasSample", "Count", "None")]
    [InlineData("Get-AtlasSample", "Colour", "None")]
    [InlineData("Remove-AtlasSample", "WhatIf", "False")]
    public void A_default_is_the_stated_one_or_the_initial_value(string cmdlet, string parameter, string value) =>
        Assert.Equal(value, Help(cmdlet).Parameters.Single(p => p.Name == parameter).DefaultValue);

    [Fact]
    public void Hidden_and_common_parameters_are_left_out() => Assert.Equal(
        ["Colour", "Count", "Day", "ProjectId", "Status", "ThrottleLimit"],
        Help("Get-AtlasSample").Parameters.Select(p => p.Name).Order());

    [Fact]
    public void A_class_may_inherit_all_of_its_help()
    {
        var help = Help("Remove-AtlasSample");

        Assert.Equal("Removes a sample.", help.Synopsis);
        Assert.Equal(["Remove one", "Look what it would remove"], help.Examples.Select(e => e.Title));
        Assert.Equal(["Its id."], help.Parameters.Single(p => p.Name == "EndpointId").Description);
    }

    [Fact]
    public void A_twin_states_its_differences_and_inherits_the_rest()
    {
        var help = Help("Clear-AtlasSample");

        Assert.Equal("The twin of Remove-AtlasSample.", help.Synopsis);
        Assert.Equal(["What is gone stays gone."], help.Description);
        Assert.Equal(["Remove one by the other name", "Look what it would remove"], help.Examples.Select(e => e.Title));
    }

    [Fact]
    public void Inputs_and_outputs_are_described_by_their_own_comments()
    {
        var output = Assert.Single(Help("Get-AtlasSample").Outputs);
        Assert.Equal("AtlasCmk.AkvPrivateEndpoint", output.Name);
        Assert.StartsWith("A private endpoint", output.Description[0], StringComparison.Ordinal);
        Assert.Contains("- EndpointId: The ID of the endpoint in Atlas, 24 hexadecimal digits.\n- RegionName: ", output.Description[1], StringComparison.Ordinal);

        var inputs = Help("Remove-AtlasSample").Inputs;
        Assert.Equal(["AtlasCmk.AkvPrivateEndpoint", "string"], inputs.Select(i => i.Name));
        Assert.Equal("By value: -InputObject.", inputs[0].Description[^1]);
        Assert.Equal(["By property name: -ProjectId, -EndpointId."], inputs[1].Description);

        Assert.Equal(["None", "string"], Help("Clear-AtlasSample").Outputs.Select(o => o.Name));
    }
}
