using System.Management.Automation.Language;
using AtlasCmk.Tests.Conventions;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace AtlasCmk.Tests.Estate;

/// <summary>The examples of pipelines: valid YAML, nightly, without an Azure secret, and with both reports published even on findings.</summary>
public sealed class PipelineExampleTests
{
    private static readonly string s_folder = Path.Combine(Product.Folder, "module/examples/pipelines");

    [Fact]
    public void GitHub_signs_in_with_workload_identity_and_publishes_both_reports()
    {
        var workflow = Load("github-compliance.yml");
        var steps = Items(At(workflow, "jobs", "compliance", "steps"));

        Assert.Equal("17 3 * * *", Text(Items(At(workflow, "on", "schedule"))[0], "cron"));
        Assert.Equal("write", Text(At(workflow, "permissions"), "id-token"));
        Assert.Equal(["client-id", "subscription-id", "tenant-id"], Keys(At(Step(steps, "azure/login@v2"), "with")));
        Assert.Equal("always()", Text(Step(steps, "dorny/test-reporter@v2"), "if"));
        Assert.Equal(("always()", "reports"), (Text(Step(steps, "actions/upload-artifact@v4"), "if"), Text(At(Step(steps, "actions/upload-artifact@v4"), "with"), "path")));
        AssertRuns(steps.Where(s => Text(s, "run") is not null).Select(s => Text(s, "run")!));
        Assert.Equal(["MONGODB_ATLAS_CLIENT_SECRET"], Secrets(steps.Select(s => At(s, "env")), "secrets."));
    }

    [Fact]
    public void Azure_Pipelines_signs_in_with_a_service_connection_and_publishes_both_reports()
    {
        var pipeline = Load("azure-pipelines-compliance.yml");
        var steps = Items(At(pipeline, "steps"));

        Assert.Equal(("17 3 * * *", "true"), (Text(Items(At(pipeline, "schedules"))[0], "cron"), Text(Items(At(pipeline, "schedules"))[0], "always")));
        Assert.Equal(["AzureCLI@2", "PublishTestResults@2", "PublishPipelineArtifact@1"], steps.Select(s => Text(s, "task")));
        Assert.Equal("pscore", Text(At(steps[0], "inputs"), "scriptType"));
        Assert.All(steps.Skip(1), s => Assert.Equal("always()", Text(s, "condition")));
        Assert.Equal(("JUnit", "reports/compliance.xml"), (Text(At(steps[1], "inputs"), "testResultsFormat"), Text(At(steps[1], "inputs"), "testResultsFiles")));
        AssertRuns([Text(At(steps[0], "inputs"), "inlineScript")!]);
        Assert.Equal(["MONGODB_ATLAS_CLIENT_SECRET"], Secrets([At(steps[0], "env")], "Secret"));
    }

    /// <summary>Every command is PowerShell, and the script takes the parameters that it is given.</summary>
    private static void AssertRuns(IEnumerable<string> scripts)
    {
        var known = Parser.ParseFile(Path.Combine(s_folder, "compliance.ps1"), out _, out var mistakes).ParamBlock.Parameters.Select(p => p.Name.VariablePath.UserPath).ToList();
        Assert.Empty(mistakes);
        var commands = scripts.SelectMany(s => Parser.ParseInput(s, out _, out var errors) is var script && errors.Length == 0 ? script.FindAll(a => a is CommandAst, true).Cast<CommandAst>()
            : throw new InvalidOperationException(errors[0].Message)).ToList();

        var run = Assert.Single(commands, c => c.GetCommandName().EndsWith("compliance.ps1", StringComparison.Ordinal));
        Assert.Empty(run.CommandElements.OfType<CommandParameterAst>().Select(p => p.ParameterName).Except(known));
        Assert.Contains(commands, c => c.GetCommandName() == "Install-PSResource");
    }

    private static IEnumerable<string> Secrets(IEnumerable<YamlNode?> environments, string mark) =>
        from environment in environments.OfType<YamlMappingNode>()
        from variable in environment.Children
        where variable.Value.ToString().Contains(mark, StringComparison.Ordinal)
        select variable.Key.ToString();

    private static YamlNode Load(string file)
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(Path.Combine(s_folder, file));
        yaml.Load(reader);
        return Assert.Single(yaml.Documents).RootNode;
    }

    private static YamlNode? At(YamlNode? node, params string[] path) => path.Aggregate(node, (at, name) => (at as YamlMappingNode)?.Children.FirstOrDefault(c => c.Key.ToString() == name).Value);

    private static IReadOnlyList<YamlNode> Items(YamlNode? node) => [.. Assert.IsType<YamlSequenceNode>(node)];

    private static IEnumerable<string> Keys(YamlNode? node) => Assert.IsType<YamlMappingNode>(node).Children.Keys.Select(k => k.ToString()).Order(StringComparer.Ordinal);

    private static string? Text(YamlNode? node, string name) => (At(node, name) as YamlScalarNode)?.Value;

    private static YamlNode Step(IEnumerable<YamlNode> steps, string uses) => Assert.Single(steps, s => Text(s, "uses") == uses);
}
