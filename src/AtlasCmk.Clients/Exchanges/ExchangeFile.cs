using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>A file with one JSON document. Each exchange is appended to its list, and the document is complete after each one.</summary>
internal sealed class ExchangeFile : IDisposable
{
    private static readonly byte[] s_end = "\n]}\n"u8.ToArray();

    private readonly FileStream _file;
    private bool _isEmpty = true;

    /// <param name="path">A new file. Only its owner can read it.</param>
    /// <param name="source">The description of the record.</param>
    /// <param name="list">The name of the list.</param>
    public ExchangeFile(string path, JObject source, string list)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _file = new(path, options);
        Write($$"""{"source": {{source.ToString(Formatting.None)}}, {{JsonConvert.ToString(list)}}: [""");
    }

    public void Append(JObject exchange)
    {
        // Writes the end of the document again after the new exchange.
        _file.Seek(-s_end.Length, SeekOrigin.End);
        Write($"{(_isEmpty ? "" : ",")}\n{exchange.ToString(Formatting.None)}");
        _isEmpty = false;
    }

    public void Dispose() => _file.Dispose();

    private void Write(string text)
    {
        _file.Write([.. Encoding.UTF8.GetBytes(text), .. s_end]);
        _file.Flush();
    }
}
