using System.Reflection;
using AtlasCmk.Clients;
using AtlasCmk.Tests.Conventions;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Errors;

/// <summary>Every suggested command can be pasted: it parses, names its target, and runs no code from a name.</summary>
public sealed class RemedyTests
{
    /// <summary>Valid and hostile names of resource groups, clusters and vaults.</summary>
    private static readonly string[] s_names =
    [
        "rg-(whoami)-x",
        "it's; whoami #",
        "a $(whoami) `whoami` $env:HOME \"b\"",
        "\u2018 ; whoami ; \u2019 \u201C\u201D",
        "line\r\nwhoami\t\u202E\u001b[2K",
    ];

    private static readonly MethodInfo[] s_failures =
    [
        .. Product.Core.GetTypes().Where(t => t is { IsAbstract: true, IsSealed: true } && t.Name.EndsWith("Errors", StringComparison.Ordinal)).Concat([typeof(AtlasFailures), typeof(AzureFailures)])
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)).Where(m => m.ReturnType.IsAssignableTo(typeof(AtlasCmkException))),
    ];

    public static TheoryData<string> Names { get; } = [.. s_names];

    public static TheoryData<string> Codes { get; } = [.. ErrorCatalog.All.Select(e => $"{e.Service} {e.Code}").Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_remedy_can_be_pasted_whatever_the_names_are(string name)
    {
        var remedies = s_failures.SelectMany(m => new[] { true, false }.Select(all => (m.Name, Failure: Call(m, name, all)))).Where(f => f.Failure is not null).ToList();

        Assert.All(remedies.Where(r => r.Failure!.InnerException is not AtlasCmkException),
            r => Assert.Contains(r.Failure!.Kind, ErrorCatalog.All.Where(e => e.ErrorId == r.Failure.ErrorId).SelectMany(e => e.OtherKinds.Append(e.Kind))));
        Assert.True(remedies.Count > 150, $"{remedies.Count} of {s_failures.Length} failures could be made.");
        AssertNone(
            from remedy in remedies
            from command in SuggestedCommand.In(remedy.Failure!.Remedy)
            from fault in command.Faults()
            select $"{remedy.Name}: {command.Text}: {fault}");
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_remedy_of_a_code_can_be_pasted(string code) => AssertNone(
        from error in ErrorCatalog.All
        where $"{error.Service} {error.Code}" == code
        from command in SuggestedCommand.In(error.Remedy)
        from fault in command.Faults()
        select $"{command.Text}: {fault}");

    [Fact]
    public void The_remedy_of_a_code_names_the_project_of_the_request()
    {
        var failure = AtlasFailures.From(new("GET", $"/groups/{Given.ProjectId}/clusters/orders", "Project Read Only"), 404, new("CLUSTER_NOT_FOUND", "No such cluster.", null, []));

        Assert.EndsWith($"Get-AtlasClusterEncryption -ProjectId '{Given.ProjectId}'", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_without_a_key_is_enabled_by_its_id()
    {
        var refused = AtlasFailures.From(new("POST", $"/groups/{Given.ProjectId}/encryptionAtRest/AZURE/privateEndpoints", "Project Owner"), 400,
            new("ENCRYPTION_AT_REST_NOT_ENABLED", "Not enabled.", null, []));

        Assert.All([refused, EncryptionErrors.VaultNotConfigured(Given.ProjectId)],
            f => Assert.Contains($"Set-AtlasEncryptionAtRest -ProjectId '{Given.ProjectId}'", f.Remedy, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Get-AtlasClusterEncryption -ProjectId 'a' | Disable-AtlasClusterEncryption -Wait.")]
    [InlineData("Run (Get-AzADServicePrincipal -ApplicationId 'it''s').Id; it shows it.")]
    [InlineData("Get-AtlasProject lists what isn't there.")]
    public void A_good_one_has_no_fault(string text) => Assert.Empty(SuggestedCommand.In(text).SelectMany(c => c.Faults()));

    [Theory]
    [InlineData("Run: Get-AtlasAkvKey -ProjectId rg-(whoami)-x")]
    [InlineData("Run: Get-AtlasAkvKey -ProjectId $id")]
    [InlineData("Run: Get-AtlasAkvKey -ProjectId {id}.")]
    [InlineData("Run: Get-AtlasAkvKey -ProjectId 'it's'")]
    [InlineData("Run: Get-AtlasAkvKey -ProjectId")]
    [InlineData("Run: Get-AtlasAkvKey -Project 'a'")]
    [InlineData("Run: Get-AtlasClusterEncryption | Disable-AtlasClusterEncryption")]
    [InlineData("Get-AtlasAkvKey -ProjectId 'a' shows them.")]
    [InlineData("Run: New-AzRoleAssignment -Principal 'a'")]
    public void A_bad_one_has(string text) => Assert.NotEmpty(SuggestedCommand.In(text).SelectMany(c => c.Faults()));

    /// <summary>All of them, where Assert.Empty shows the beginning of five.</summary>
    private static void AssertNone(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join('\n', faults.Distinct()));

    private static AtlasCmkException? Call(MethodInfo factory, string name, bool all)
    {
        var arguments = factory.GetParameters().Select(p => !all && p.HasDefaultValue ? p.DefaultValue : HostileObjects.Of(p.ParameterType, name)).ToArray();
        try
        {
            return (AtlasCmkException?)factory.Invoke(null, arguments);
        }
        catch (TargetInvocationException)
        {
            // An object without its usual constructor has no text for every message.
            return null;
        }
    }
}
