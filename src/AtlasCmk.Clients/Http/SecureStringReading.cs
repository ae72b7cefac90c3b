using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace AtlasCmk.Clients;

/// <summary>Decrypts a secret for the duration of one calculation.</summary>
internal static class SecureStringReading
{
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
