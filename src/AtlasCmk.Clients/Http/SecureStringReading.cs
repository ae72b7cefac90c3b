using System.Net;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace AtlasCmk.Clients;

/// <summary>Decrypts a secret, for as short a time as its use allows.</summary>
internal static class SecureStringReading
{
    /// <summary>The secret as plain text, only for a protocol that needs it. Do not store it, print it, or put it in an exception.</summary>
    public static string Reveal(this SecureString secret) => new NetworkCredential("", secret).Password;

    /// <summary>The secret as UTF-8. The caller must zero it.</summary>
    public static byte[] ToUtf8(this SecureString secret)
    {
        // Pinned, so that the garbage collector does not leave copies when it moves objects.
        var text = GC.AllocateUninitializedArray<char>(secret.Length, pinned: true);
        var native = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            Marshal.Copy(native, text, 0, text.Length);
            var bytes = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetByteCount(text), pinned: true);
            Encoding.UTF8.GetBytes(text, bytes);
            return bytes;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(native);
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text.AsSpan()));
        }
    }
}
