using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AtlasCmk.Clients;

/// <summary>The connections of a session: to the real services or, with a <see cref="SandboxRoute"/>, to a Sandbox on this machine.</summary>
internal static class Transport
{
    public static SocketsHttpHandler Create(ConnectionOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            // A redirect would send the credentials to another host.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            // Private endpoints and failovers change addresses, so DNS names are resolved again regularly.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            Proxy = ProxyOf(options.Proxy),
        };
        if (options.Sandbox is { } route)
        {
            // The system's proxy would reach the real services. A proxy in the file is always connected to on loopback.
            handler.UseProxy = options.Proxy?.Address is not null;
            handler.ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint, route, cancellation);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust(route) };
        }

        return handler;
    }

    private static SessionProxy ProxyOf(ProxySettings? asked) => new(
        asked?.Address is { } address ? new WebProxy(address) : HttpClient.DefaultProxy,
        asked?.UserName is null ? null : new NetworkCredential(asked.UserName, asked.Password));

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint asked, SandboxRoute route, CancellationToken cancellation)
    {
        // A loopback address already has the right port.
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

    /// <summary>Trusts only the Sandbox's authority, so that a real service is not trusted by mistake. The host name is checked as usual.</summary>
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
            // A Sandbox deletes it when it stops.
            throw SessionErrors.SandboxFileUnusable(route.File, $"its certificate authority {route.AuthorityFile} does not exist, so the Sandbox is probably not running any more", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw SessionErrors.SandboxFileUnusable(route.File, $"its certificate authority {route.AuthorityFile} cannot be read: {e.Message}", e);
        }

        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw SessionErrors.SandboxFileUnusable(route.File, $"its certificate authority {route.AuthorityFile} contains no certificate");
    }
}

/// <summary>A proxy for everything except this machine and its managed identity endpoint, which a proxy cannot reach.</summary>
internal sealed class SessionProxy(IWebProxy proxy, ICredentials? credentials) : IWebProxy
{
    public ICredentials? Credentials { get; set; } = credentials ?? proxy.Credentials;

    public Uri? GetProxy(Uri destination) => IsHere(destination) ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => IsHere(host) || proxy.IsBypassed(host);

    private static bool IsHere(Uri address) =>
        Transport.IsLoopback(address.Host)
        || (IPAddress.TryParse(address.Host, out var number) && number.GetAddressBytes() is [169, 254, _, _]);
}

/// <summary>Nothing listens at the Sandbox's address. The network and the requested service are not the cause.</summary>
internal sealed class SandboxSilentException(SandboxRoute route, int port, Exception inner)
    : IOException($"the Sandbox at 127.0.0.1:{port} does not respond. Is it still running?", inner)
{
    public string Remedy { get; } = AzureSignInErrors.StartSandboxAnew(route.File);
}
