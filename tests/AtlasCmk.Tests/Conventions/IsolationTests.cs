using System.Reflection;
using AtlasCmk.Clients;
using Xunit;

namespace AtlasCmk.Tests.Conventions;

/// <summary>A signature that named an isolated type would load it into the shell's own context, beside another module's version of it.</summary>
public sealed class IsolationTests
{
    private static bool IsIsolated(Assembly assembly) =>
        assembly.GetName().Name is { } name && (name.StartsWith("Azure.", StringComparison.Ordinal) || name.StartsWith("Newtonsoft.", StringComparison.Ordinal) || name == "AtlasCmk.Clients");

    [Fact]
    public void The_surface_mentions_no_isolated_type() => Assert.Empty(Signatures.Mentioning(Product.Module, IsIsolated));

    [Fact]
    public void Core_mentions_no_isolated_type() => Assert.Empty(Signatures.Mentioning(Product.Core, IsIsolated));

    [Fact]
    public void Core_refers_to_nothing_but_the_framework() => Assert.All(
        Product.Core.GetReferencedAssemblies(),
        reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void Isolated_types_would_be_found_where_they_are_mentioned() =>
        Assert.NotEmpty(Signatures.Mentioning(typeof(AtlasConnection).Assembly, a => a.GetName().Name == "Azure.Core"));
}
