using System.Reflection;
using System.Runtime.Loader;

namespace AtlasCmk.Isolation;

/// <summary>Loads the module's dependencies from <c>deps/</c>, separate from other modules' versions of the same assemblies.</summary>
internal sealed class DependencyContext : AssemblyLoadContext
{
    private const string EntryAssembly = "AtlasCmk.Clients";

    private static readonly string s_folder = Path.Combine(Path.GetDirectoryName(typeof(DependencyContext).Assembly.Location)!, "deps");
    private static readonly Lazy<DependencyContext> s_instance = new(() => new());
    private static int s_hooked;

    private DependencyContext()
        : base("AtlasCmk")
    {
    }

    /// <summary>Once per process: resolves the one assembly through which the module uses its dependencies, and nothing else.</summary>
    public static void Hook()
    {
        if (Interlocked.Exchange(ref s_hooked, 1) == 0)
        {
            Default.Resolving += static (_, name) => name.Name == EntryAssembly ? s_instance.Value.LoadFromFolder(name) : null;
        }
    }

    /// <summary>Everything else comes from PowerShell: the framework, the engine, and the module's public types.</summary>
    protected override Assembly? Load(AssemblyName assemblyName) => LoadFromFolder(assemblyName);

    private Assembly? LoadFromFolder(AssemblyName name)
    {
        var path = Path.Combine(s_folder, name.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
