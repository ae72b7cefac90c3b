using System.Net;

namespace AtlasCmk.Clients;

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
