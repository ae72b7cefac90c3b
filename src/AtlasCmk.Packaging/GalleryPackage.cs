using System.Text;
using System.Xml.Linq;

namespace AtlasCmk.Packaging;

/// <summary>
/// What a nupkg has beside the module, as Publish-PSResource writes it: a nuspec, by whose tags the Gallery finds modules, editions
/// and cmdlets, and the relationships and content types that every Open Packaging file has.
/// </summary>
internal static class GalleryPackage
{
    private const string Properties = "package/services/metadata/core-properties/properties.psmdcp";

    private static readonly XNamespace s_nuspec = "http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd";
    private static readonly XNamespace s_relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly XNamespace s_contentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static readonly XNamespace s_properties = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    private static readonly XNamespace s_terms = "http://purl.org/dc/elements/1.1/";

    public static IEnumerable<PackageFile> PartsOf(ModuleManifest manifest, string releaseNotes, IEnumerable<PackageFile> files)
    {
        var nuspec = manifest.Name + ".nuspec";
        yield return Part("_rels/.rels", new XElement(
            s_relationships + "Relationships",
            Relationship("R1", "http://schemas.microsoft.com/packaging/2010/07/manifest", nuspec),
            Relationship("R2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", Properties)));
        yield return Part(nuspec, Nuspec(manifest, releaseNotes));
        yield return Part("[Content_Types].xml", ContentTypes([.. files.Select(f => f.Path), nuspec]));
        yield return Part(Properties, new XElement(
            s_properties + "coreProperties",
            new XElement(s_terms + "creator", manifest["Author"]),
            new XElement(s_terms + "description", manifest["Description"]),
            new XElement(s_terms + "identifier", manifest.Name),
            new XElement(s_properties + "version", manifest.Version)));
    }

    private static XElement Nuspec(ModuleManifest manifest, string releaseNotes) => new(
        s_nuspec + "package",
        new XElement(
            s_nuspec + "metadata",
            new XElement(s_nuspec + "id", manifest.Name),
            new XElement(s_nuspec + "version", manifest.Version),
            new XElement(s_nuspec + "authors", manifest["Author"]),
            new XElement(s_nuspec + "owners", manifest["CompanyName"]),
            new XElement(s_nuspec + "requireLicenseAcceptance", false),
            new XElement(s_nuspec + "licenseUrl", manifest.LicenseUri),
            manifest.ProjectUri is { } page ? new XElement(s_nuspec + "projectUrl", page) : null,
            new XElement(s_nuspec + "description", manifest["Description"]),
            new XElement(s_nuspec + "releaseNotes", releaseNotes),
            new XElement(s_nuspec + "copyright", manifest["Copyright"]),
            new XElement(s_nuspec + "tags", string.Join(' ', Tags(manifest)))));

    private static IEnumerable<string> Tags(ModuleManifest manifest) =>
    [
        .. manifest.Tags,
        "PSModule",
        .. manifest.Editions.Select(e => $"PSEdition_{e}"),
        "PSIncludes_Cmdlet",
        .. manifest.Cmdlets.Select(c => $"PSCmdlet_{c}"),
        .. manifest.Cmdlets.Select(c => $"PSCommand_{c}"),
    ];

    /// <summary>A file without an extension is named by itself; every other by its extension.</summary>
    private static XElement ContentTypes(IReadOnlyList<string> paths) => new(
        s_contentTypes + "Types",
        new XElement(s_contentTypes + "Default", new XAttribute("Extension", "rels"), new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
        new XElement(s_contentTypes + "Default", new XAttribute("Extension", "psmdcp"), new XAttribute("ContentType", "application/vnd.openxmlformats-package.core-properties+xml")),
        from extension in paths.Select(p => Path.GetExtension(p).TrimStart('.')).Distinct().Order(StringComparer.Ordinal)
        where extension.Length > 0
        select new XElement(s_contentTypes + "Default", new XAttribute("Extension", extension), new XAttribute("ContentType", "application/octet")),
        from path in paths
        where !Path.HasExtension(path)
        select new XElement(s_contentTypes + "Override", new XAttribute("PartName", "/" + path), new XAttribute("ContentType", "application/octet")));

    private static XElement Relationship(string id, string type, string target) => new(
        s_relationships + "Relationship",
        new XAttribute("Type", type),
        new XAttribute("Target", "/" + target),
        new XAttribute("Id", id));

    private static PackageFile Part(string path, XElement root) =>
        new(path, Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{root}"));
}
