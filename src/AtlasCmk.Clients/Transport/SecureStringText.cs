using System.Net;
using System.Security;

namespace AtlasCmk.Clients;

internal static class SecureStringText
{
    /// <summary>The secret as plain text, only for a protocol that needs it. Do not store it, print it, or put it in an exception.</summary>
    public static string Reveal(this SecureString secret) => new NetworkCredential("", secret).Password;
}
