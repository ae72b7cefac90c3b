using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AtlasCmk.HelpWriter;
using Xunit;

namespace AtlasCmk.Tests.Help;

/// <summary>The output of Get-Help for the written file, in a module folder.</summary>
public sealed class GetHelpTests : IDisposable
{
    private static readonly string[] s_facts = ["parameterValue", "required", "position", "pipelineInput", "defaultValue", "aliases", "globbing"];

    private readonly string _folder = Directory.CreateTempSubdirectory("atlascmk-help-").FullName;
    private readonly PowerShell _shell = PowerShell.Create(InitialSessionState.CreateDefault2());
    private readonly PSObject _help;

    public GetHelpTests()
    {
        var assembly = typeof(GetHelpTests).Assembly.Location;
        using StringWriter errors = new();
        Assert.Equal((0, ""), (HelpWriter.Program.Run([assembly, Path.Combine(_folder, "en-US")], errors), errors.ToString()));

        var manifest = Path.Combine(_folder, "Samples.psd1");
        File.WriteAllText(manifest, $"@{{ ModuleVersion = '1.0'; RootModule = '{assembly}'; CmdletsToExport = '*' }}");
        _shell.AddCommand("Import-Module").AddArgument(manifest).AddParameter("ErrorAction", "Stop").Invoke();
        _help = GetHelp("Get-AtlasSample");
    }

    public void Dispose()
    {
        _shell.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_file_is_found_and_shows_synopsis_and_description()
    {
        Assert.Contains("MamlCommandHelpInfo#FullView", _help.TypeNames);
        Assert.Equal("Gets the samples of a project.", _help.Properties["Synopsis"].Value);
        Assert.StartsWith("Asks for all of them", Text(_help, "description"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_parameter_set_has_its_syntax()
    {
        var items = Items(_help, "syntax", "syntaxItem");

        Assert.Equal(2, items.Count);
        Assert.Equal(["ProjectId", "Status", "Count", "Day", "ThrottleLimit"], Items(items[0], "parameter").Select(p => Text(p, "name")));
        var colour = Items(items[1], "parameter")[1];
        Assert.Equal(["Colour", "true", "1", "blue green"], [Text(colour, "name"), Text(colour, "required"), Text(colour, "position"), Text(colour, "parameterValueGroup", "parameterValue")]);
    }

    [Theory]
    [InlineData("ProjectId", "string", "false", "0", "True (ByPropertyName)", "The session's project", "GroupId", "false")]
    [InlineData("Colour", "string", "true", "1", "True (ByPropertyName, ByValue)", "None", "none", "false")]
    [InlineData("Status", "string[]", "false", "Named", "False", "None", "none", "true")]
    [InlineData("Count", "int", "false", "Named", "False", "None", "none", "false")]
    public void Every_parameter_shows_all_about_it(
        string name, string type, string required, string position, string pipelineInput, string defaultValue, string aliases, string globbing)
    {
        var parameter = Parameter(_help, name);

        Assert.Equal(
            [type, required, position, pipelineInput, defaultValue, aliases, globbing],
            s_facts.Select(p => Text(parameter, p)));
    }

    [Theory]
    [InlineData("Status", "Only those with one of these statuses. Unknown ones are allowed.")]
    [InlineData("Colour", "One sample alone. Accepted values: blue, green.")]
    [InlineData("ThrottleLimit", "How many requests may be in flight. Accepted range: 1 to 64.")]
    public void A_parameter_shows_its_meaning_and_its_limits(string name, string description) =>
        Assert.Equal(description, Text(Parameter(_help, name), "description"));

    [Fact]
    public void Parameters_that_ShouldProcess_adds_are_described()
    {
        var help = GetHelp("Remove-AtlasSample");

        Assert.StartsWith("Shows what would happen", Text(Parameter(help, "WhatIf"), "description"), StringComparison.Ordinal);
        Assert.StartsWith("Prompts you", Text(Parameter(help, "Confirm"), "description"), StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_outputs_notes_examples_and_links_are_shown()
    {
        Assert.Equal("string", Text(_help, "inputTypes", "inputType", "type", "name"));
        Assert.Equal("AtlasCmk.AkvPrivateEndpoint", Text(_help, "returnValues", "returnValue", "type", "name"));
        Assert.Contains("- Status: ", Text(_help, "returnValues", "returnValue", "description"), StringComparison.Ordinal);
        var notes = Text(_help, "alertSet", "alert");
        Assert.StartsWith("Atlas: the role GROUP_READ_ONLY. Azure: none. Costs one request. Errors (", notes, StringComparison.Ordinal);
        Assert.Contains($"- EndpointUnknown: {ErrorCatalog.Find("EndpointUnknown")[0].Meaning}", notes, StringComparison.Ordinal);
        Assert.EndsWith("Errors of all commands of this kind: ProjectMissing.", notes, StringComparison.Ordinal);

        var examples = Items(_help, "examples", "example");
        Assert.Equal(2, examples.Count);
        Assert.Contains("Example 1: The samples that wait", Text(examples[0], "title"), StringComparison.Ordinal);
        Assert.Equal("$waiting = Get-AtlasSample -Status PENDING, FAILED\n$waiting | Where-Object RegionName -eq US_EAST_2", Text(examples[0], "code"));
        Assert.Equal("Shows those in one region. Nothing else is asked.", Text(examples[0], "remarks"));

        var links = Items(_help, "relatedLinks", "navigationLink");
        Assert.Equal(["Online version", "Remove-AtlasSample", "about_AtlasCmk"], links.Select(l => Text(l, "linkText")));
        Assert.Equal("https://example.org/online", Text(links[0], "uri"));
    }

    private PSObject GetHelp(string name)
    {
        _shell.Commands.Clear();
        return Assert.Single(_shell.AddCommand("Get-Help").AddArgument(name).AddParameter("Full").Invoke());
    }

    private static PSObject Parameter(PSObject help, string name) =>
        Items(help, "parameters", "parameter").Single(p => Text(p, "name") == name);

    private static List<PSObject> Items(PSObject from, params string[] path) => [.. path.Aggregate<string, IEnumerable<PSObject>>(
        [from],
        (objects, name) => objects.Select(o => o.Properties[name]?.Value).SelectMany(Each))];

    private static IEnumerable<PSObject> Each(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => [],
        IEnumerable values and not string => values.Cast<object>().Select(PSObject.AsPSObject),
        _ => [PSObject.AsPSObject(value!)],
    };

    private static string Text(PSObject from, params string[] path) =>
        string.Join(' ', Items(from, path).Select(o => (o.Properties["Text"]?.Value ?? o.BaseObject).ToString()!.Trim())).Trim();
}
