using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace AtlasCmk.Clients;

/// <summary>Opens a secret for as long as one calculation takes.</summary>
internal static class SecureStringReading
{
    /// <summary>The secret as UTF-8. Whoever asks has to zero it.</summary>
    public static byte[] ToUtf8(this SecureString secret)
    {
        // Pinned, so that the collector leaves no copies behind when it moves things.
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
