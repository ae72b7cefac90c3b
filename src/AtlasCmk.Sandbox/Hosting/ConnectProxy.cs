using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>A corporate proxy on loopback. It requires a user and a password, and tunnels only to the hosts that the Sandbox serves.</summary>
internal sealed class ConnectProxy : IAsyncDisposable
{
    private const int LongestRequest = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly RequestLog _log;
    private readonly int _target;
    private readonly Task _accepting;

    /// <param name="log">The log of all tunnels, including refused ones.</param>
    /// <param name="target">The TLS port that all tunnels lead to.</param>
    public ConnectProxy(RequestLog log, int target)
    {
        _log = log;
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public string UserName { get; } = "proxy-user";

    public string Password { get; } = RandomNumberGenerator.GetHexString(24, lowercase: true);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var tunnels = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                tunnels.RemoveAll(t => t.IsCompleted);
                tunnels.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(tunnels);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                while (await ReadHeadAsync(stream) is { } head)
                {
                    var request = head[0].Split(' ');
                    var entry = _log.Add("proxy", request[0], request.ElementAtOrDefault(1) ?? "");
                    entry.Status = Judge(request, head);
                    await stream.WriteAsync(Answer(entry.Status), _stop.Token);
                    if (entry.Status == 200)
                    {
                        await TunnelAsync(stream);
                        return;
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // Either end closed the connection, or the Sandbox is stopping.
        }
    }

    private int Judge(string[] request, List<string> head)
    {
        var proof = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{Password}"));
        return head.Find(l => l.StartsWith("Proxy-Authorization:", StringComparison.OrdinalIgnoreCase)) is not { } line
            || line["Proxy-Authorization:".Length..].Trim() != proof ? 407
            : request is not ["CONNECT", var authority, _] ? 405
            : Face.StandsInFor(authority.Split(':')[0]) ? 200
            : 403;
    }

    private static byte[] Answer(int status) => Encoding.ASCII.GetBytes(status switch
    {
        200 => "HTTP/1.1 200 Connection established\r\n\r\n",
        407 => "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"Sandbox proxy\"\r\nContent-Length: 0\r\n\r\n",
        405 => "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n",
        _ => "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
    });

    private async Task TunnelAsync(NetworkStream client)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
        var stream = server.GetStream();

        // When one end closes the connection, the other end is closed too.
        await Task.WhenAny(client.CopyToAsync(stream, _stop.Token), stream.CopyToAsync(client, _stop.Token));
    }

    /// <summary>The lines up to the empty one. Null if the client closed the connection.</summary>
    private async Task<List<string>?> ReadHeadAsync(NetworkStream stream)
    {
        // Byte by byte, because the bytes after the empty line belong to the tunnel.
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (head.Length == LongestRequest || await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        return [.. head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
    }
}
