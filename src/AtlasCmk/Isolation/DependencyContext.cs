using System.Reflection;
using System.Runtime.Loader;

namespace AtlasCmk.Isolation;

/// <summary>Keeps the module's dependencies to itself, in <c>deps/</c>, whatever versions of the same assemblies other modules have loaded.</summary>
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

    /// <summary>Once a process: answers for the one assembly through which the module enters its dependencies, and for nothing else.</summary>
    public static void Hook()
    {
        if (Interlocked.Exchange(ref s_hooked, 1) == 0)
        {
            Default.Resolving += static (_, name) => name.Name == EntryAssembly ? s_instance.Value.LoadFromFolder(name) : null;
        }
    }

    /// <summary>What is not in the folder comes from the shell: the framework, the engine, and the module's own public types.</summary>
    protected override Assembly? Load(AssemblyName assemblyName) => LoadFromFolder(assemblyName);

    private Assembly? LoadFromFolder(AssemblyName name)
    {
        var path = Path.Combine(s_folder, name.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
