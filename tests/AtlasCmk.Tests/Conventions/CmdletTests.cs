using System.Management.Automation;
using System.Reflection;
using System.Security;
using System.Text.RegularExpressions;
using Xunit;

namespace AtlasCmk.Tests.Conventions;

public sealed partial class CmdletTests
{
    /// <summary>Their effects cannot be undone, or make data unreadable.</summary>
    private static readonly string[] s_dangerous =
    [
        "Deny-AtlasAkvPrivateEndpointConnection",
        "Disable-AtlasClusterEncryption",
        "Disable-AtlasEncryptionAtRest",
        "Grant-AtlasKeyAccess",
        "Remove-AtlasAkvPrivateEndpoint",
        "Remove-AtlasAkvPrivateEndpointConnection",
        "Revoke-AtlasKeyAccess",
    ];

    /// <summary>Parameters that only identify a thing.</summary>
    private static readonly string[] s_identity = ["ProjectId", "EndpointId", "ClusterName", "ResourceId"];

    /// <summary>What was taken is in a record, and evidence names that record.</summary>
    private static readonly string[] s_identityOfAFreeze = ["RecordPath"];

    /// <summary>Az.Network's cmdlet of the same name takes these by property name.</summary>
    private static readonly string[] s_identityInAz = ["Name", "ServiceName", "ResourceGroupName"];

    private static readonly string[] s_reading = ["Get", "Wait", "Test", "Connect", "Disconnect"];

    public static TheoryData<Type> Cmdlets { get; } = [.. Product.Cmdlets];

    private static bool OnlyReads(Type cmdlet) => s_reading.Contains(cmdlet.Declaration().VerbName) || cmdlet.Name() == "New-AtlasSession";

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_verb_is_approved(Type cmdlet) => Assert.Contains(
        cmdlet.Declaration().VerbName,
        new[] { typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsOther), typeof(VerbsSecurity) }
            .SelectMany(verbs => verbs.GetFields()).Select(verb => (string)verb.GetValue(null)!));

    /// <summary>Outputs keep the order of the input, unless the cmdlet says otherwise.</summary>
    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_different_order_than_that_of_the_input_is_reported(Type cmdlet)
    {
        var text = "";
        for (var type = cmdlet; type!.Assembly == Product.Module; type = type.BaseType)
        {
            text += File.ReadAllText(Product.Sources("src/AtlasCmk/Commands").Single(f => Path.GetFileNameWithoutExtension(f) == type.Name));
        }

        Assert.True(!text.Contains("InOrderOfCompletion =", StringComparison.Ordinal) || OrderPattern().IsMatch(text), $"{cmdlet.Name()} does not say in which order it emits.");
    }

    /// <summary>Shared code is in Bases and Parameters, so that the folder lists the cmdlets.</summary>
    [Fact]
    public void The_folder_of_commands_holds_one_file_a_cmdlet() => Assert.Equal(
        Product.Cmdlets.Select(c => c.Name + ".cs").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Path.Combine(Product.Folder, "src", "AtlasCmk", "Commands")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_cmdlet_is_exported()
    {
        var exported = ExportPattern().Match(File.ReadAllText(Path.Combine(Product.Folder, "AtlasCmk.psd1"))).Groups["name"].Captures.Select(c => c.Value).ToList();
        string[] compiled = [.. Product.Cmdlets.Select(c => c.Name()).Order(StringComparer.Ordinal)];

        Assert.NotEmpty(exported);
        string[] wrong =
        [
            .. compiled.Except(exported).Select(n => $"{n} is compiled but not exported: add it to CmdletsToExport in AtlasCmk.psd1."),
            .. exported.Except(compiled).Select(n => $"{n} is exported but not compiled: remove it from CmdletsToExport in AtlasCmk.psd1."),
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        Assert.True(exported.SequenceEqual(compiled), "CmdletsToExport in AtlasCmk.psd1 is not in alphabetical order.");
    }

    [Fact]
    public void A_cmdlet_base_class_is_named_CmdletBase() => Assert.All(
        Product.Module.GetTypes().Where(t => t.IsAbstract && t.IsSubclassOf(typeof(Cmdlet))), t => Assert.EndsWith("CmdletBase", t.Name, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_noun_is_singular_and_prefixed(Type cmdlet) => Assert.Matches(NounPattern(), cmdlet.Declaration().NounName);

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_class_is_sealed_and_named_as_its_cmdlet(Type cmdlet)
    {
        Assert.True(cmdlet is { IsSealed: true, IsPublic: true });
        Assert.Equal(cmdlet.Name().Replace("-", "", StringComparison.Ordinal) + "Command", cmdlet.Name);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Emitted_types_are_declared(Type cmdlet) => Assert.NotEmpty(cmdlet.GetCustomAttributes<OutputTypeAttribute>());

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Only_cmdlets_that_change_something_have_WhatIf(Type cmdlet) =>
        Assert.Equal(!OnlyReads(cmdlet), cmdlet.Declaration().SupportsShouldProcess);

    [Fact]
    public void Only_dangerous_cmdlets_ask_by_default() => Assert.Equal(
        s_dangerous,
        Product.Cmdlets.Where(c => c.Declaration().ConfirmImpact == ConfirmImpact.High).Select(c => c.Name()).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Only_identity_binds_by_property_name_so_that_a_piped_object_changes_no_setting(Type cmdlet)
    {
        var byPropertyName = cmdlet.Parameters().Where(p => p.Declarations.Any(d => d.ValueFromPipelineByPropertyName)).Select(p => p.Property.Name);

        Assert.Empty(byPropertyName.Except([.. s_identity, .. cmdlet.Declaration().VerbName == "Approve" ? s_identityInAz : cmdlet.Name() == "Grant-AtlasKeyAccess" ? s_identityOfAFreeze : []]));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Identity_parameters_bind_from_the_pipeline(Type cmdlet)
    {
        var notPiped = cmdlet.Parameters().Where(p => !p.Declarations.Any(d => d.ValueFromPipelineByPropertyName)).Select(p => p.Property.Name);
        string[] excused = cmdlet.Name() is "Connect-Atlas" or "New-AtlasSession" ? ["ProjectId"] : TakesTheObjectWhole(cmdlet) ? ["EndpointId", "ProjectId"] : [];

        Assert.Empty(notPiped.Intersect(s_identity).Except(excused));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Secrets_enter_as_credentials_and_secure_strings_alone(Type cmdlet) => Assert.All(
        cmdlet.Parameters().Select(p => p.Property).Where(p => SecretPattern().IsMatch(p.Name)),
        secret => Assert.Contains(secret.PropertyType, new[] { typeof(PSCredential), typeof(SecureString) }));

    [Fact]
    public void There_are_secrets_to_speak_of() => Assert.Equal(
        ["AtlasAccessToken", "AzureAccessToken", "AzureCredential", "Credential", "GraphAccessToken", "KeyVaultAccessToken", "ProxyCredential", "ServiceAccount"],
        Product.Cmdlets.SelectMany(c => c.Parameters()).Select(p => p.Property.Name).Where(n => SecretPattern().IsMatch(n)).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_wait_is_bounded(Type cmdlet)
    {
        var names = cmdlet.Parameters().Select(p => p.Property.Name).ToList();

        Assert.True(!names.Contains("Wait") || names.Contains("TimeoutSec"));
        Assert.True(cmdlet.Declaration().VerbName != "Wait" || names.Contains("TimeoutSec"));
    }

    private static bool TakesTheObjectWhole(Type cmdlet) =>
        cmdlet.Parameters().Any(p => p.Property.Name == "InputObject" && p.Declarations.All(d => d is { Mandatory: true, ValueFromPipeline: true }));

    /// <summary>Atlas itself ends in an s; so do words like access.</summary>
    [GeneratedRegex("^(Atlas|AzPrivateEndpointConnection|Atlas[A-Z][A-Za-z]*([^s]|ss|us|is))$")]
    private static partial Regex NounPattern();

    [GeneratedRegex(@"CmdletsToExport\s*=\s*@\((\s*'(?<name>[\w-]+)')*\s*\)")]
    private static partial Regex ExportPattern();

    [GeneratedRegex("order of (completion|arrival|events)|order in which they complete")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("Secret|Password|Token|Credential|PrivateKey|ServiceAccount")]
    private static partial Regex SecretPattern();
}
