using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using AtlasCmk.Testing;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Prerequisites;

/// <summary>Every command that a check or a diagnosis suggests parses, and runs nothing but itself, whatever the names in it are.</summary>
[TakesLong]
public sealed partial class SuggestedCommandsTests
{
    private const string Hostile = "rg-(whoami)-x'; whoami $(whoami) ’; whoami “\"\n whoami #`";

    private static readonly string[] s_known =
    [
        "Approve-AtlasAkvPrivateEndpointConnection", "Get-AtlasCmkDiagnosis",
        "Get-AzKeyVault", "Get-Credential", "Get-Date", "Grant-AtlasKeyAccess", "New-AtlasAkvPrivateEndpoint", "New-AzADAppCredential",
        "New-AzRoleAssignment",
        "Register-AzResourceProvider", "Remove-AtlasAkvPrivateEndpoint", "Set-AtlasEncryptionAtRest", "Set-AzContext", "Set-AzKeyVaultAccessPolicy", "Test-AtlasCmkPrerequisite",
        "Undo-AzKeyVaultKeyRemoval", "Update-AzKeyVault", "Update-AzKeyVaultKey", "Wait-AtlasAkvPrivateEndpoint", "ForEach-Object", "Select-Object", "Where-Object",
    ];

    public static TheoryData<string> Names { get; } = [.. Situations.All.Select(s => s.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_command_is_harmless_whatever_the_names_in_it_are(string name)
    {
        var situation = Situations.All.Single(s => s.ToString() == name);
        await using var world = await CheckedWorld.AtStageAsync(situation.Stage);
        situation.Arrange?.Invoke(world);
        var facts = await world.ReadAsync(situation.Ask?.Invoke(world));

        foreach (var seen in new[] { facts, Disguised(facts) })
        {
            var checks = TestPrerequisite.Judge(seen);
            Assert.All(checks.Select(c => c.Remedy).Append(DiagnosisRules.Of(seen, checks).Remedy).OfType<string>(), Check);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_grants_of_a_service_principal_are_harmless_with_and_without_a_vault(bool hasVault)
    {
        var commands = Given.Principal().With(hasVault ? Given.Vault with { ResourceGroupName = Hostile, Name = Hostile } : null).GrantCommands;

        Assert.All(commands, Check);
        Assert.All(commands.Where(c => c.StartsWith("New-", StringComparison.Ordinal)), c => Assert.Contains("-ObjectType 'ServicePrincipal'", c, StringComparison.Ordinal));
        Assert.Contains("-BypassObjectIdValidation", commands[^1], StringComparison.Ordinal);
        Assert.Contains("(Get-AzKeyVault", commands[^1], StringComparison.Ordinal);
        Assert.All(commands, c => Assert.Contains(hasVault ? Given.Subscription : "…", c, StringComparison.Ordinal));
    }

    private static void Check(string remedy)
    {
        if (!Command().IsMatch(remedy))
        {
            return;
        }

        var script = Parser.ParseInput(remedy, out _, out var errors);
        Assert.True(errors.Length == 0, $"{remedy}: {string.Join("; ", errors.Select(e => e.Message))}");
        var commands = script.FindAll(a => a is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().ToList();
        Assert.All(commands, c => Assert.True(s_known.Contains(c.GetCommandName()), $"{remedy} runs {c.GetCommandName() ?? c.Extent.Text}"));
        Assert.DoesNotContain(script.FindAll(a => a is ExpandableStringExpressionAst or SubExpressionAst, searchNestedScriptBlocks: true), _ => true);
        Assert.All(commands.Where(c => c.GetCommandName() is { } name && name.Contains("-Atlas", StringComparison.Ordinal) && c.Parent is PipelineAst { PipelineElements: var all } && all[0] == c),
            c => Assert.Contains("-ProjectId", c.Extent.Text, StringComparison.Ordinal));
        Assert.All(commands.Where(c => c.GetCommandName() is "Update-AzKeyVault" or "Set-AzKeyVaultAccessPolicy" or "Get-AzKeyVault"),
            c => Assert.Matches("-VaultName .*-ResourceGroupName .*-SubscriptionId ", c.Extent.Text));
    }

    /// <summary>The same facts in a world with hostile names everywhere.</summary>
    private static PrerequisiteFacts Disguised(PrerequisiteFacts facts)
    {
        var encryption = facts.Encryption.Then(e => new EncryptionAtRest(e.ProjectId!)
        {
            Enabled = e.Enabled,
            Valid = e.Valid,
            RequirePrivateNetworking = e.RequirePrivateNetworking,
            KeyIdentifier = e.KeyIdentifier,
            KeyVaultName = Hostile,
            ResourceGroupName = Hostile,
            SubscriptionId = Hostile,
            TenantId = Hostile,
            ClientId = e.ClientId is null ? null : Hostile,
            RoleId = e.RoleId,
            AzureEnvironment = e.AzureEnvironment,
        });
        var settings = new EncryptionAtRestRequest { KeyVaultName = Hostile, ResourceGroupName = Hostile, SubscriptionId = Hostile,
            ClientId = facts.Target.ClientId is null ? null : Hostile, RequirePrivateNetworking = facts.Target.RequirePrivateNetworking };
        return facts with
        {
            Encryption = encryption,
            Target = CmkTarget.Of(encryption.Value, new() { KeyIdentifier = facts.Target.KeyText == encryption.Value?.KeyIdentifier ? null : facts.Target.KeyText, Settings = settings }),
            AtlasObjectId = facts.AtlasObjectId.Then(_ => Hostile),
            Clusters = facts.Clusters.Then<IReadOnlyList<AtlasCluster>>(list => [.. list.Select(c => c with { Name = Hostile + c.Name, Regions = [.. c.Regions.Select(r => r + Hostile)] })]),
            Endpoints = facts.Endpoints.Then<IReadOnlyList<AkvPrivateEndpoint>>(list => [.. list.Select(e => new AkvPrivateEndpoint(e.ProjectId!, Hostile, Hostile + e.RegionName, e.Status))]),
            Vault = facts.Vault.Then(v => v is null ? null
                : v with { Vault = v.Vault with { Name = Hostile, ResourceGroupName = Hostile, SubscriptionId = Hostile },
                AccessPolicies = [.. v.AccessPolicies.Select(p => p with { KeyPermissions = [.. p.KeyPermissions, Hostile] })] }),
            KeyVersion = facts.KeyVersion.Then(v => v is null ? null : v with { Operations = [.. v.Operations, Hostile] }),
        };
    }

    [GeneratedRegex("^[A-Z][A-Za-z]+-[A-Z][A-Za-z]+ ")]
    private static partial Regex Command();
}
