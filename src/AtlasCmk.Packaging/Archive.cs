using System.IO.Compression;

namespace AtlasCmk.Packaging;

/// <summary>A zip that says nothing of when it was made, so that the same files give the same bytes.</summary>
internal static class Archive
{
    /// <summary>The first time that a zip can name.</summary>
    private static readonly DateTimeOffset s_noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(string path, IEnumerable<PackageFile> files)
    {
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var file in files)
        {
            var entry = archive.CreateEntry(file.Path, CompressionLevel.Optimal);
            entry.LastWriteTime = s_noTime;
            using var stream = entry.Open();
            stream.Write(file.Content);
        }
    }
}
