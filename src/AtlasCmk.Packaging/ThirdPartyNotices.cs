namespace AtlasCmk.Packaging;

/// <summary>The notices that the licenses of others ask for, from the metadata of the packages that the module brings.</summary>
internal static class ThirdPartyNotices
{
    private const string Own = "AtlasCmk.";

    private static readonly string s_line = new('=', 80);

    /// <summary>The text of the license that packages name by its SPDX identifier alone.</summary>
    private const string Mit =
        """
        The MIT License (MIT)

        Permission is hereby granted, free of charge, to any person obtaining a copy
        of this software and associated documentation files (the "Software"), to deal
        in the Software without restriction, including without limitation the rights
        to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
        copies of the Software, and to permit persons to whom the Software is
        furnished to do so, subject to the following conditions:

        The above copyright notice and this permission notice shall be included in all
        copies or substantial portions of the Software.

        THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
        OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
        SOFTWARE.
        """;

    /// <exception cref="PackagingException">An assembly of the module comes from no package, or a license has no text here.</exception>
    public static string Of(ModuleManifest manifest, IReadOnlyList<NuGetPackage> packages)
    {
        var assemblies = manifest.Files.Select(f => Path.GetFileName(f)).Where(f => Path.GetExtension(f) == ".dll" && !f.StartsWith(Own, StringComparison.Ordinal)).ToList();
        if (assemblies.Except(packages.SelectMany(p => p.Assemblies)).FirstOrDefault() is { } stranger)
        {
            throw new PackagingException($"{stranger} comes from none of the packages that the module refers to: there is no notice for it.");
        }

        var shipped = packages.Where(p => p.Assemblies.Intersect(assemblies).Any()).OrderBy(p => p.Name, StringComparer.Ordinal).ToList();

        // Most of the packages of one maker have the same texts.
        return string.Concat(
        [
            $"{manifest.Name} brings assemblies of others in module/deps. These are their packages, licenses and notices.\n",
            .. shipped.Select(Entry),
            .. shipped.GroupBy(LicenseText).Select(g => Section("License", g, g.Key)),
            .. shipped.Where(p => p.Notices is not null).GroupBy(p => p.Notices!).Select(g => Section("Notices", g, g.Key)),
        ]);
    }

    private static string Entry(NuGetPackage package) =>
        $"\n{package.Name}\nCopyright: {package.Copyright}\nLicense: {package.License}\nProject: {package.Project}\n{string.Concat(package.Assemblies.Select(a => $"Assembly: {a}\n"))}";

    private static string LicenseText(NuGetPackage package) =>
        package.LicenseText ?? (package.License == "MIT" ? Mit.ReplaceLineEndings("\n") : throw new PackagingException($"{package.Name} has the license {package.License}, whose text is not known here."));

    private static string Section(string kind, IEnumerable<NuGetPackage> packages, string text) =>
        $"\n{s_line}\n{kind} of {string.Join(", ", packages.Select(p => p.Name))}\n{s_line}\n\n{text}\n";
}
