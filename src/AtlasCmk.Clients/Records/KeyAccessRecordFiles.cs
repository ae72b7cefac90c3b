using System.Runtime.InteropServices;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace AtlasCmk.Clients;

/// <summary>Records as readable JSON files.</summary>
internal sealed class KeyAccessRecordFiles : IKeyAccessRecords
{
    /// <summary>Unknown fields of a later version are an error, because a partly understood record must not be restored.</summary>
    internal static JsonSerializerSettings Json { get; } = new()
    {
        ContractResolver = new DefaultContractResolver { NamingStrategy = new CamelCaseNamingStrategy() },
        DateParseHandling = DateParseHandling.None,
        Formatting = Formatting.Indented,
        MissingMemberHandling = MissingMemberHandling.Error,
        NullValueHandling = NullValueHandling.Ignore,
    };

    public KeyAccessRecord? Read(string path)
    {
        try
        {
            var model = JsonConvert.DeserializeObject<KeyAccessRecordModel>(File.ReadAllText(path), Json) ?? throw KeyAccessRecordErrors.RecordUnreadable(path, "it is empty");
            return model.ToCore(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw KeyAccessRecordErrors.RecordUnreadable(path, e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw KeyAccessRecordErrors.RecordUnreadable(path, e.Message, e);
        }
    }

    public void CheckPlace(string path)
    {
        var draft = Draft(path);
        try
        {
            Open(draft).Dispose();
            File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw KeyAccessRecordErrors.RecordNotWritten(path, e);
        }
    }

    /// <summary>Writes to a temporary file and moves it, so that a record is always complete.</summary>
    public void Create(string path, KeyAccessRecord record)
    {
        var draft = Draft(path);
        try
        {
            using (var file = Open(draft))
            {
                file.Write(Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(RecordChecksum.Seal(KeyAccessRecordModel.Of(record)), Json) + "\n"));
                file.Flush(flushToDisk: true);
            }

            Place(draft, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Discard(draft);
            throw Path.Exists(path) ? KeyAccessRecordErrors.RecordExists(path) : KeyAccessRecordErrors.RecordNotWritten(path, e);
        }

        Settle(path);
    }

    /// <summary>Moves the draft to its place, and fails if a record is there. On Unix, <see cref="File.Move(string, string, bool)"/> looks first and then
    /// replaces, so another record could be lost in between; a link is made in one step.</summary>
    private static void Place(string draft, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(Encoding.UTF8.GetBytes(draft + '\0'), Encoding.UTF8.GetBytes(path + '\0')) == 0)
            {
                // The record is in its place. A draft that stays behind must not make it look like another one.
                Discard(draft);
                return;
            }

            if (Marshal.GetLastPInvokeError() == FileExists)
            {
                throw new IOException($"The file '{path}' already exists.");
            }
        }

        // Windows moves in one step. On Unix, this is for a file system without links.
        File.Move(draft, path, overwrite: false);
    }

    /// <summary>EEXIST, on Linux and on macOS.</summary>
    private const int FileExists = 17;

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] existing, byte[] added);

    private static string Draft(string path) => $"{path}.{Guid.NewGuid():N}.draft";

    /// <summary>Only for its owner. It shows who can use which key, and determines what a thaw grants.</summary>
    private static FileStream Open(string draft)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(draft, options);
    }

    /// <summary>The content is already on disk under another name. This writes the new name to disk too.</summary>
    private static void Settle(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw KeyAccessRecordErrors.RecordNotWritten(path, e);
        }
    }

    private static void Discard(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // If nothing could be written, there can be nothing to delete. Only the first failure is reported.
        }
    }
}
