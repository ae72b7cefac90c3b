namespace AtlasCmk.Sandbox.Hosting;

/// <summary>A request. Status 0 means that there is no response yet, or that the connection closed without one.</summary>
internal sealed class LoggedRequest(string face, string method, string path)
{
    public string Face { get; } = face;

    public string Method { get; } = method;

    public string Path { get; } = path;

    public int Status { get; internal set; }

    public override string ToString() => $"{Face} {Method} {Path} {Status}";
}
