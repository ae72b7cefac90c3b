using System.Net;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>The address of a caller, in Atlas's format.</summary>
internal static class ClientAddress
{
    public static string Of(HttpContext http) => Shown(http.Connection.RemoteIpAddress ?? IPAddress.Loopback);

    public static string Shown(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
