using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using AtlasCmk.Tests.Conventions;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Completers;

public sealed class CompleterTests
{
    private static readonly IArgumentCompleter[] s_completers =
    [
        .. Product.Module.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IArgumentCompleter)))
        .Select(t => (IArgumentCompleter)Activator.CreateInstance(t)!),
    ];

    /// <summary>Outside a runspace, and with any typed text.</summary>
    [Fact]
    public void No_completer_ever_fails_or_leaves_the_shell_to_offer_files()
    {
        var bound = new Hashtable { ["Session"] = 1, ["ProjectId"] = new object?[] { null } };
        Assert.Equal(14, s_completers.Length);
        Gen.String.Null().Sample(word => s_completers.All(c => c.CompleteArgument("", "", word!, null!, bound) is { } found && found.All(f => f.CompletionText.Length > 0)));
        Assert.All(s_completers, c => Assert.NotNull(c.CompleteArgument("", "", "", null!, null!)));
    }

    /// <summary>Parameters that identify a thing or have known values, on every cmdlet.</summary>
    [Fact]
    public void Parameters_that_can_be_completed_are()
    {
        string[] completed = ["ProjectId", "IncludeProjectId", "EndpointId", "ClusterName", "KeyIdentifier", "RoleId", "RegionName", "Status",
            "KeyVaultName", "VaultName", "ServiceName", "ResourceGroupName"];

        var forgotten =
            from cmdlet in Product.Cmdlets
            // There is no session yet that could be asked.
            where cmdlet.Declaration().VerbName != "Connect" && cmdlet.Name() != "New-AtlasSession"
            from parameter in cmdlet.Parameters()
            let name = parameter.Property.Name
            where completed.Contains(name) || (name == "Name" && cmdlet.Name().EndsWith("Connection", StringComparison.Ordinal))
            where parameter.Property.GetCustomAttribute<ArgumentCompleterAttribute>() is null
            select $"{cmdlet.Name()} -{name}";

        Assert.Empty(forgotten);
    }

    [Theory]
    [InlineData("eastus2", "US_EAST_2 (eastus2)")]
    [InlineData("'East US 2", "'US_EAST_2' (eastus2)")]
    [InlineData("us_gov_t", "US_GOV_TEXAS (usgovtexas)")]
    public void A_region_is_found_by_any_of_its_names(string typed, string found) => Assert.Equal(
        found,
        string.Join(' ', new AtlasCmk.Completers.RegionCompleter().CompleteArgument("", "", typed, null!, new Hashtable()).Select(c => $"{c.CompletionText} ({c.ToolTip})")));
}
