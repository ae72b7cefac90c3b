using System.Net;
using System.Security;

namespace AtlasCmk.Clients;

internal static class SecureStringText
{
    /// <summary>The secret in clear, for the moment in which a protocol needs it. Never keep it, print it, or put it into an exception.</summary>
    public static string Reveal(this SecureString secret) => new NetworkCredential("", secret).Password;
}
