using System.Security;

namespace AtlasCmk;

/// <summary>The Az context of a runspace, with the cloud as Az spells it; null for values that it does not contain.</summary>
internal sealed record AzContext(string? TenantId, string? SubscriptionId, string? Environment);

/// <summary>A token of the Az context, and the cloud that it is for, as Az spells it.</summary>
internal sealed record AzContextToken(SecureString Token, DateTimeOffset Expires, string? Environment)
{
    public override string ToString() => $"until {Expires:u}";
}
