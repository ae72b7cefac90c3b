using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>A Sandbox's world, and the controls that it offers at <c>/sandbox</c>.</summary>
internal sealed partial class SandboxWorld : IDisposable
{
    /// <summary>A world in which almost nothing takes time. A test that needs a change in progress passes a longer provisioning time; the last value counts.</summary>
    private static readonly string[] s_quick = ["--provisioning", "150", "--speed", "20"];

    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false });

    private readonly TemporaryFolder _folder = new();
    private readonly Uri _control;
    private readonly JsonObject _line;
    private readonly Action _end;

    /// <param name="serve">Serves a world with options, and gives its line and what ends it.</param>
    /// <param name="options">The options of the command line.</param>
    public SandboxWorld(Func<string[], (string Line, Action End)> serve, string[] options)
    {
        (var line, _end) = serve([.. s_quick, "--record", Recording, .. options]);
        _line = JsonNode.Parse(line)!.AsObject();
        File = _folder.Write("sandbox.json", line + "\n");
        _control = new($"http://127.0.0.1:{Number("httpPort")}/sandbox/");
    }

    /// <summary>The file to give to <c>Connect-Atlas -Sandbox</c>.</summary>
    public string File { get; }

    public string ProjectId => this["projectId"];

    public IReadOnlyList<string> Clusters => [.. _line["clusters"]!.AsArray().Select(c => (string)c!)];

    /// <summary>Every secret of this world that a user's shell holds.</summary>
    public IReadOnlyList<string> Secrets =>
        [this["privateKey"], this["clientSecret"], this["azureClientSecret"], this["azureAccessToken"], this["keyVaultAccessToken"]];

    private string Recording => _folder["exchanges.jsonl"];

    /// <summary>A text of the line that the Sandbox printed.</summary>
    public string this[string name] => (string)_line[name]!;

    public int Number(string name) => (int)_line[name]!;

    /// <summary>Atlas without TLS, for who does not come with the file.</summary>
    public Uri AtlasUri => new($"http://127.0.0.1:{Number("httpPort")}/");

    public static SandboxWorld Start(params string[] options) => new(SandboxHost.Serve, options);

    public static SandboxWorld AtStage(string stage, params string[] options) => Start(["--stage", stage, .. options]);

    /// <summary>Another file for the same Sandbox, with some texts changed; null takes one away.</summary>
    public string FileWith(params (string Name, JsonNode? Value)[] changes)
    {
        var line = _line.DeepClone().AsObject();
        foreach (var (name, value) in changes)
        {
            line.Remove(name);
            if (value is not null)
            {
                line[name] = value;
            }
        }

        return _folder.Write($"sandbox-{Guid.NewGuid():N}.json", line.ToJsonString() + "\n");
    }

    public IReadOnlyList<WireRequest> Requests()
    {
        var answer = Control(HttpMethod.Get, "requests");
        return answer["requests"]!.Deserialize<WireRequest[]>(JsonSerializerOptions.Web)!;
    }

    /// <summary>The requests that could have changed something in Atlas or Azure.</summary>
    public IReadOnlyList<WireRequest> Mutations() => [.. Requests().Where(r => r.IsMutation)];

    public void ForgetRequests() => Control(HttpMethod.Delete, "requests");

    /// <summary>Whole exchanges, in the order of their answers.</summary>
    public IReadOnlyList<WireExchange> Exchanges()
    {
        using var reader = new StreamReader(new FileStream(Recording, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));

        // The last line may be one that is just being written: only its end says that it is whole.
        return [.. reader.ReadToEnd().Split('\n')[..^1].Select(l => JsonSerializer.Deserialize<WireExchange>(l, JsonSerializerOptions.Web)!)];
    }

    /// <summary>The tokens that were issued, used or not.</summary>
    public IReadOnlyList<string> Issued() => [.. Exchanges()
        .Select(e => IssuedToken().Match(e.ResponseBody)).Where(m => m.Success).Select(m => m.Groups["token"].Value).Distinct()];

    [GeneratedRegex("\"access_token\"\\s*:\\s*\"(?<token>[^\"]+)\"")]
    private static partial Regex IssuedToken();

    /// <summary>Makes the next matching requests fail.</summary>
    public void Fault(object fault) => Control(HttpMethod.Post, "faults", fault);

    public void ForgetFaults() => Control(HttpMethod.Delete, "faults");

    public int FaultsPending() => (int)Control(HttpMethod.Get, "faults")["pending"]!;

    /// <summary>Holds the requests whose path matches, before any work.</summary>
    public void CloseGate(string path) => Control(HttpMethod.Post, "gate", new { path });

    public void OpenGate() => Control(HttpMethod.Delete, "gate");

    public int Held() => (int)Control(HttpMethod.Get, "gate")["held"]!;

    /// <summary>Waits until so many requests are held; a timeout fails the test.</summary>
    public void WaitUntilHeld(int count) => Eventually.Holds(() => Held() == count, () => $"{Held()} requests are held, not {count}");

    /// <summary>Changes that no cloud API offers, but that happen in reality.</summary>
    public JsonObject World(string command, object? argument = null) => Control(HttpMethod.Post, "world", new { command, argument = argument ?? new { } });

    public JsonObject Picture() => Control(HttpMethod.Get, "world");

    public void Dispose()
    {
        _end();
        _folder.Dispose();
    }

    private JsonObject Control(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_control, path)) { Content = body is null ? null : new StringContent(JsonSerializer.Serialize(body), null, "application/json") };
        using var response = s_http.Send(request);
        using var reader = new StreamReader(response.Content.ReadAsStream());
        var text = reader.ReadToEnd();
        return response.IsSuccessStatusCode
            ? text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject()
            : throw new InvalidOperationException($"The Sandbox answered {path} with {(int)response.StatusCode}: {text}");
    }
}
