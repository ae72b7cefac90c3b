using System.Collections;
using System.Management.Automation.Language;

namespace AtlasCmk.Packaging;

/// <summary>A module manifest, read without running it.</summary>
internal sealed class ModuleManifest
{
    private readonly string _text;
    private readonly Hashtable _values;
    private readonly Hashtable _gallery;
    private readonly int _endOfGallery;

    private ModuleManifest(string name, string text, HashtableAst table)
    {
        Name = name;
        _text = text;
        _values = (Hashtable)table.SafeGetValue();
        _gallery = (Hashtable)((Hashtable)_values["PrivateData"]!)["PSData"]!;
        _endOfGallery = ValueOf(ValueOf(table, "PrivateData"), "PSData").Extent.EndOffset - 1;
    }

    public string Name { get; }

    public string Version => this["ModuleVersion"];

    public IReadOnlyList<string> Cmdlets => Texts(_values["CmdletsToExport"]);

    /// <summary>All that a package holds, with slashes.</summary>
    public IReadOnlyList<string> Files => Texts(_values["FileList"]);

    public IReadOnlyList<string> Editions => Texts(_values["CompatiblePSEditions"]);

    public IReadOnlyList<string> Tags => Texts(_gallery["Tags"]);

    public string LicenseUri => (string)_gallery["LicenseUri"]!;

    /// <summary>Null where the manifest names no page of the project.</summary>
    public string? ProjectUri => _gallery["ProjectUri"] as string;

    public string this[string key] => (string)_values[key]!;

    public static ModuleManifest Read(string path)
    {
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var script = Parser.ParseInput(text, path, out _, out var errors);
        return errors is [var error, ..]
            ? throw new PackagingException($"{path} does not parse: {error.Message}")
            : new(Path.GetFileNameWithoutExtension(path), text, (HashtableAst)script.Find(a => a is HashtableAst, searchNestedScriptBlocks: false));
    }

    /// <summary>The manifest with release notes, which the clone's leaves to CHANGELOG.md.</summary>
    public string TextWith(string releaseNotes) =>
        $"{_text[.._endOfGallery].TrimEnd()}\n            ReleaseNotes = '{releaseNotes.Replace("'", "''", StringComparison.Ordinal)}'\n        {_text[_endOfGallery..]}";

    private static HashtableAst ValueOf(HashtableAst table, string key) =>
        (HashtableAst)table.KeyValuePairs.Single(p => p.Item1.Extent.Text == key).Item2.Find(a => a is HashtableAst, searchNestedScriptBlocks: false);

    private static string[] Texts(object? value) => [.. ((IEnumerable)value!).Cast<string>()];
}
