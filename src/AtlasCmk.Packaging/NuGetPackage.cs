using System.Text.Json;
using System.Xml.Linq;

namespace AtlasCmk.Packaging;

/// <summary>A NuGet package whose assemblies the module brings, as the restore of the module placed it on this machine.</summary>
/// <param name="Folder">Where it is unpacked.</param>
/// <param name="Assemblies">The names of the assemblies that the module gets from it.</param>
internal sealed record NuGetPackage(string Folder, IReadOnlyList<string> Assemblies)
{
    private readonly XElement _metadata = XDocument.Load(Directory.GetFiles(Folder, "*.nuspec").Single()).Root!.Elements().Single(e => e.Name.LocalName == "metadata");

    public string Name => $"{this["id"]} {this["version"]}";

    public string Project => this["projectUrl"];

    /// <summary>As most licenses want it: who holds the copyright. A nuspec without one names the authors.</summary>
    public string Copyright => this["copyright"] is { Length: > 0 } copyright ? copyright : this["authors"];

    /// <summary>An SPDX expression, the name of a file, or in an old package the address of the license.</summary>
    public string License => this["license"] is { Length: > 0 } license ? license : this["licenseUrl"];

    public string? LicenseText => Text("LICENSE");

    /// <summary>The notices that its maker passes on.</summary>
    public string? Notices => Text("THIRD-PARTY-NOTICES") ?? Text("THIRDPARTYNOTICES");

    private string this[string element] => _metadata.Elements().SingleOrDefault(e => e.Name.LocalName == element)?.Value.Trim() ?? "";

    public static IReadOnlyList<NuGetPackage> BehindTheModuleOf(string clone)
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(clone, "src", "AtlasCmk", "obj", "project.assets.json")));
        var roots = assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name).ToList();
        var libraries = assets.RootElement.GetProperty("libraries");
        return
        [
            .. from library in assets.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject()
               where library.Value.GetProperty("type").ValueEquals("package") && library.Value.TryGetProperty("runtime", out _)
               let assemblies = library.Value.GetProperty("runtime").EnumerateObject().Select(f => Path.GetFileName(f.Name)).Where(f => f.EndsWith(".dll", StringComparison.Ordinal)).ToList()
               where assemblies.Count > 0
               let path = libraries.GetProperty(library.Name).GetProperty("path").GetString()
               select new NuGetPackage(roots.Select(r => Path.Combine(r, path)).First(Directory.Exists), assemblies),
        ];
    }

    private string? Text(string name) => Directory.EnumerateFiles(Folder)
        .Where(f => Path.GetFileNameWithoutExtension(f).Equals(name, StringComparison.OrdinalIgnoreCase) && Path.GetExtension(f).ToLowerInvariant() is ".txt" or ".md" or "")
        .Select(f => File.ReadAllText(f).ReplaceLineEndings("\n").Trim())
        .FirstOrDefault();
}
