using System.Runtime.InteropServices;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace AtlasCmk.Clients;

/// <summary>Records as files of JSON, which a person can read as well.</summary>
internal sealed class KeyAccessRecordFiles : IKeyAccessRecords
{
    /// <summary>Members that a later version adds are kept out on purpose: what is not understood must not be given back by halves.</summary>
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

    /// <summary>Written beside its place and moved there: whoever finds a record finds it whole.</summary>
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

    /// <summary>Moves the draft to its place, and fails if a record is there. On Unix, <see cref="File.Move(string, string, bool)"/> looks first and then replaces, so another record could be lost in between; a link is made in one step.</summary>
    private static void Place(string draft, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(Encoding.UTF8.GetBytes(draft + '\0'), Encoding.UTF8.GetBytes(path + '\0')) == 0)
            {
                File.Delete(draft);
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

    /// <summary>For its owner alone: it tells who may use which key, and decides what a thaw grants.</summary>
    private static FileStream Open(string draft)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(draft, options);
    }

    /// <summary>The content went to the disk before the move, under another name: now the name has to go there too.</summary>
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
            // Where nothing can be written, there may be nothing to delete; the first failure is the one to tell.
        }
    }
}
