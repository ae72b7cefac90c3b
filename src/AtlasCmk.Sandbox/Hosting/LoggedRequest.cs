namespace AtlasCmk.Sandbox.Hosting;

/// <summary>One request as it arrived. Status 0: the connection ended without an answer, or has none yet.</summary>
internal sealed class LoggedRequest(string face, string method, string path)
{
    public string Face { get; } = face;

    public string Method { get; } = method;

    public string Path { get; } = path;

    public int Status { get; internal set; }

    public override string ToString() => $"{Face} {Method} {Path} {Status}";
}
