using System.Management.Automation;
using System.Reflection;
using AtlasCmk.Commands;

namespace AtlasCmk.Tests.Conventions;

/// <summary>The subjects of the conventions: the module's two assemblies in the default load context, its cmdlets, and the sources.</summary>
internal static class Product
{
    public static Assembly Module { get; } = typeof(AtlasCmdletBase).Assembly;

    public static Assembly Core { get; } = typeof(EncryptionAtRest).Assembly;

    public static IReadOnlyList<Type> Cmdlets { get; } = [.. Module.GetTypes().Where(t => t.IsSubclassOf(typeof(Cmdlet)) && !t.IsAbstract)];

    public static string Folder { get; } = FindFolder(AppContext.BaseDirectory);

    public static CmdletAttribute Declaration(this Type cmdlet) =>
        cmdlet.GetCustomAttribute<CmdletAttribute>() ?? throw new InvalidOperationException($"{cmdlet} has no [Cmdlet].");

    public static string Name(this Type cmdlet) => $"{cmdlet.Declaration().VerbName}-{cmdlet.Declaration().NounName}";

    public static IEnumerable<(PropertyInfo Property, ParameterAttribute[] Declarations)> Parameters(this Type cmdlet) =>
        from property in cmdlet.GetProperties()
        let declarations = property.GetCustomAttributes<ParameterAttribute>(inherit: false).ToArray()
        where declarations.Length > 0
        select (property, declarations);

    /// <summary>The sources in a folder of the repository, without what a build wrote.</summary>
    public static IEnumerable<string> Sources(params string[] folders) =>
        from folder in folders
        from file in Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.cs", SearchOption.AllDirectories)
        where !Path.GetRelativePath(Folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")
        select file;

    private static string FindFolder(string start) =>
        File.Exists(Path.Combine(start, "AtlasCmk.sln")) ? start
        : Path.GetDirectoryName(start) is { } above ? FindFolder(above)
        : throw new DirectoryNotFoundException("AtlasCmk.sln is in no folder above the tests.");
}
