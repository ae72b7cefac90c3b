using System.Reflection;
using System.Runtime.CompilerServices;
using AtlasCmk.Clients;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Conventions;

/// <summary>The Sandbox is the other side of the wire. A type name that it shared with the module would mean two different things.</summary>
public sealed class SandboxNameTests
{
    [Fact]
    public void The_Sandbox_and_the_module_share_no_type_name()
    {
        var sandbox = TypeNames(typeof(SandboxWorld).Assembly);
        Assert.Contains(nameof(SandboxWorld), sandbox);
        Assert.Empty(sandbox.Intersect(new[] { Product.Module, Product.Core, typeof(AtlasApi).Assembly }.SelectMany(TypeNames)).Order());
    }

    private static string[] TypeNames(Assembly assembly) =>
        [.. assembly.GetTypes().Where(t => !t.IsNested && !t.IsDefined(typeof(CompilerGeneratedAttribute)) && !t.Name.StartsWith('<')).Select(t => t.Name)];
}
