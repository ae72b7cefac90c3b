using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>The one process that serves the worlds of all tests.</summary>
internal sealed class SandboxHost
{
    private static readonly Lazy<SandboxHost> s_shared = new(() => new());

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly Uri _worlds;

    private SandboxHost()
    {
        var process = SandboxProcess.Start(["serve", "--worlds"], _folder.Root);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            process.Kill();
            process.WaitForExit();
            _folder.Dispose();
        };
        var line = JsonNode.Parse(SandboxProcess.FirstLine(process))!;
        _worlds = new((string)line["worlds"]!);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)line["token"]!);
    }

    /// <summary>Creates a world, and returns its first line and the way to end it.</summary>
    public static (string Line, Action End) Serve(string[] options) => s_shared.Value.Make(options);

    private (string Line, Action End) Make(string[] options)
    {
        var (line, location) = Send(new(HttpMethod.Post, _worlds) { Content = new StringContent(JsonSerializer.Serialize(options)) });
        return (line.TrimEnd(), () => Send(new(HttpMethod.Delete, new Uri(_worlds, location!))));
    }

    private (string Answer, Uri? Location) Send(HttpRequestMessage request)
    {
        using (request)
        using (var response = _http.Send(request))
        using (var reader = new StreamReader(response.Content.ReadAsStream()))
        {
            var answer = reader.ReadToEnd();
            return response.IsSuccessStatusCode ? (answer, response.Headers.Location)
                : throw new InvalidOperationException($"The Sandbox answered {request.Method} {request.RequestUri} with {(int)response.StatusCode}: {answer}");
        }
    }
}
