using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AtlasCmk.Clients;

/// <summary>The connections of one session: to the real services, or, with a <see cref="SandboxRoute"/>, to their stand-ins on this machine.</summary>
internal static class Transport
{
    public static SocketsHttpHandler Create(ConnectionOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            // A redirect would carry the credentials to another host.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            // Private endpoints and fail-overs change addresses: look them up again now and then.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            Proxy = ProxyOf(options.Proxy),
        };
        if (options.Sandbox is { } route)
        {
            // The system's proxy would reach the real services. One that is named stands on this machine, whatever its name: no connection leaves it.
            handler.UseProxy = options.Proxy?.Address is not null;
            handler.ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint, route, cancellation);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust(route) };
        }

        return handler;
    }

    private static WayOut ProxyOf(ProxySettings? asked) => new(
        asked?.Address is { } address ? new WebProxy(address) : HttpClient.DefaultProxy,
        asked?.UserName is null ? null : new NetworkCredential(asked.UserName, asked.Password));

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint asked, SandboxRoute route, CancellationToken cancellation)
    {
        // An address that names loopback already says which port it means.
        var port = IsLoopback(asked.Host) ? asked.Port : route.Port;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new SandboxSilentException(route, port, e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>The Sandbox's authority and no other: a real service, reached by mistake, would not be believed. The host name is checked as ever.</summary>
    private static X509ChainPolicy Trust(SandboxRoute route)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(route.AuthorityFile);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // A Sandbox deletes it on its way out.
            throw SessionErrors.SandboxFileUnusable(route.File, $"its certificate authority {route.AuthorityFile} is not there, so that the Sandbox which it describes is most likely not running any more", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw SessionErrors.SandboxFileUnusable(route.File, $"its certificate authority {route.AuthorityFile} cannot be read: {e.Message}", e);
        }

        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw SessionErrors.SandboxFileUnusable(route.File, $"its certificate authority {route.AuthorityFile} holds no certificate");
    }
}
