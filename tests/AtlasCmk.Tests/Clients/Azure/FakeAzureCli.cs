namespace AtlasCmk.Tests.Clients;

/// <summary>An <c>az</c> that always returns a token, and counts its calls.</summary>
internal sealed class FakeAzureCli : IDisposable
{
    public FakeAzureCli()
    {
        var (name, script) = OperatingSystem.IsWindows()
            ? ("az.cmd", $"@echo asked> \"{Trace}\"\r\n@echo {{\"accessToken\":\"of-the-user\",\"expiresOn\":\"2099-01-01 00:00:00.000000\",\"tenant\":\"t\",\"tokenType\":\"Bearer\"}}\r\n")
            : ("az", $"#!/bin/sh\necho asked > '{Trace}'\necho '{{\"accessToken\":\"of-the-user\",\"expiresOn\":\"2099-01-01 00:00:00.000000\",\"tenant\":\"t\",\"tokenType\":\"Bearer\"}}'\n");
        var program = Path.Combine(Folder, name);
        File.WriteAllText(program, script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("atlascmk-az-").FullName;

    public bool WasAsked => File.Exists(Trace);

    private string Trace => Path.Combine(Folder, "asked");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
