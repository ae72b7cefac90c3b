using System.Security;

namespace AtlasCmk;

/// <summary>A token of the Az context.</summary>
internal sealed record AzContextToken(SecureString Token, DateTimeOffset Expires)
{
    public override string ToString() => $"until {Expires:u}";
}
