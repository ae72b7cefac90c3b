using System.Security;

namespace AtlasCmk;

/// <summary>A token of the Az context, and the cloud that it is for, as Az spells it.</summary>
internal sealed record AzContextToken(SecureString Token, DateTimeOffset Expires, string? Environment)
{
    public override string ToString() => $"until {Expires:u}";
}
