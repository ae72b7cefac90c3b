using System.Net;

namespace AtlasCmk.Sandbox.World;

/// <summary>The vault's firewall. It applies only to the public network, not to private endpoints.</summary>
internal sealed record NetworkRules(string Bypass, string DefaultAction, IReadOnlyList<string> IpRules, IReadOnlyList<string> VirtualNetworkRules)
{
    public bool Admits(IPAddress address) =>
        !string.Equals(DefaultAction, "Deny", StringComparison.OrdinalIgnoreCase) || IpRules.Any(rule => AddressRange.Covers(rule, address));
}

/// <summary>An address or a network in CIDR notation, as in access lists and firewalls.</summary>
internal static class AddressRange
{
    public static bool Covers(string rule, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPNetwork.TryParse(rule, out var network) ? network.Contains(plain) : IPAddress.TryParse(rule, out var single) && single.Equals(plain);
    }
}
