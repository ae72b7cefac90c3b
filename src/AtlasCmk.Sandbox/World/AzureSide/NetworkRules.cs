using System.Net;

namespace AtlasCmk.Sandbox.World;

/// <summary>The vault's firewall. It applies only to the public network, not to private endpoints.</summary>
internal sealed record NetworkRules(string Bypass, string DefaultAction, IReadOnlyList<string> IpRules, IReadOnlyList<string> VirtualNetworkRules)
{
    public bool Admits(IPAddress address) =>
        !string.Equals(DefaultAction, "Deny", StringComparison.OrdinalIgnoreCase) || IpRules.Any(rule => AddressRange.Covers(rule, address));
}
