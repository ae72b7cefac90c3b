using System.Net;

namespace AtlasCmk.Sandbox.World;

/// <summary>An address or a network in CIDR notation, as in access lists and firewalls.</summary>
internal static class AddressRange
{
    public static bool Covers(string rule, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPNetwork.TryParse(rule, out var network) ? network.Contains(plain) : IPAddress.TryParse(rule, out var single) && single.Equals(plain);
    }
}
