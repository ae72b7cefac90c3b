namespace AtlasCmk.Clients;

/// <summary>Keeps what was written of each project in a temporary file, so that a report can begin with its summary and no result stays in memory.</summary>
internal sealed class ReportSpool(string draft) : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly FileStream _file = new(draft, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Share = FileShare.None,
        BufferSize = BufferSize,
        Options = FileOptions.DeleteOnClose,
    });

    /// <summary>Appends to a project. The places of its parts are kept, because results of several projects may alternate.</summary>
    public void Add(ReportSubject subject, ReadOnlySpan<byte> text)
    {
        var start = _file.Position;
        _file.Write(text);
        if (subject.Parts is [.., var last] && last.Start + last.Length == start)
        {
            subject.Parts[^1] = last with { Length = last.Length + text.Length };
        }
        else
        {
            subject.Parts.Add(new(start, text.Length));
        }
    }

    /// <summary>Copies everything that was added to a project.</summary>
    public void Copy(ReportSubject subject, Stream target)
    {
        var buffer = new byte[BufferSize];
        foreach (var part in subject.Parts)
        {
            _file.Position = part.Start;
            for (var left = part.Length; left > 0;)
            {
                var read = _file.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
                target.Write(buffer, 0, read > 0 ? read : throw new EndOfStreamException("The temporary file of the report is shorter than what was written to it."));
                left -= read;
            }
        }
    }

    public void Dispose() => _file.Dispose();
}

/// <summary>A part of the temporary file.</summary>
internal readonly record struct SpoolPart(long Start, long Length);
