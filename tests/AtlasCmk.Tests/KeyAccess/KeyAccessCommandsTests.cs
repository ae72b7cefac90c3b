using System.Management.Automation.Language;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>Commands that errors suggest can be pasted, whatever the names in them are.</summary>
public sealed class KeyAccessCommandsTests
{
    private const string RecordPath = "/records/it's $(Remove-Item x)/freeze.json";

    private static KeyAccessTarget Target(KeyAccessMethod method) => new(method, new(AzureCloud.Public, Given.Subscription, "rg-(whoami)-x", "kv-atlas"))
    {
        ProjectId = Given.ProjectId,
        Key = KeyIdentifierReading.Parse(Given.Key),
        ObjectId = method == KeyAccessMethod.KeyVersion ? null : FakeEntra.Atlas.ObjectId,
    };

    private static CommandAst Only(string command)
    {
        var script = Parser.ParseInput(command, out _, out var errors);
        Assert.Empty(errors);
        Assert.DoesNotContain(script.FindAll(_ => true, true), a => a is SubExpressionAst or ExpandableStringExpressionAst or VariableExpressionAst);
        return Assert.IsType<CommandAst>(Assert.Single(Assert.IsType<PipelineAst>(Assert.Single(script.EndBlock.Statements)).PipelineElements));
    }

    private static IEnumerable<string> Parameters(CommandAst command) => command.CommandElements.OfType<CommandParameterAst>().Select(p => p.ParameterName);

    [Theory]
    [InlineData(KeyAccessMethod.KeyVersion)]
    [InlineData(KeyAccessMethod.AccessPolicy)]
    [InlineData(KeyAccessMethod.RoleAssignment)]
    public void A_freeze_continues_for_the_same_project_or_vault(KeyAccessMethod method)
    {
        string[] identity = method == KeyAccessMethod.KeyVersion ? [] : ["AtlasObjectId"];
        Assert.Equal(["Method", "ProjectId", .. identity, "RecordPath"], Parameters(Only(KeyAccessCommands.Revoke(Target(method), RecordPath, isAtVault: false))));
        Assert.Equal(["Method", "ProjectId", "VaultName", "ResourceGroupName", "SubscriptionId", "Force", "KeyIdentifier", .. identity, "RecordPath"],
            Parameters(Only(KeyAccessCommands.Revoke(Target(method), RecordPath, isAtVault: true))));
    }

    [Fact]
    public void A_thaw_names_its_record() => Assert.Equal(RecordPath, Only(KeyAccessCommands.Grant(RecordPath)).CommandElements[^1].SafeGetValue());

    [Fact]
    public void The_way_back_names_its_project()
    {
        foreach (var command in DisableEncryptionCommands.ClustersThenEndpoints(Given.ProjectId).ToString().Split("; "))
        {
            Assert.Contains($"-ProjectId '{Given.ProjectId}'", command, StringComparison.Ordinal);
            Parser.ParseInput(command, out _, out var errors);
            Assert.Empty(errors);
        }
    }
}
