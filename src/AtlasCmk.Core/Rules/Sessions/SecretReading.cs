using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;

namespace AtlasCmk.Rules;

/// <summary>Reads a secret without leaving a copy in memory.</summary>
internal static class SecretReading
{
    private delegate T Look<out T>(ReadOnlySpan<char> text);

    public static SecretShape ShapeOf(ReadOnlySpan<char> text) =>
        text.StartsWith("mdb_sa_id_", StringComparison.Ordinal) ? SecretShape.ClientId
        : text.StartsWith("mdb_sa_sk_", StringComparison.Ordinal) ? SecretShape.ClientSecret
        : Guid.TryParseExact(text, "D", out _) ? SecretShape.PrivateKey
        : text.Length == 8 && !text.ContainsAnyExceptInRange('a', 'z') ? SecretShape.PublicKey
        : SecretShape.Other;

    public static SecretShape ShapeOf(SecureString secret) => Read(secret, text => ShapeOf(text));

    /// <summary>The first invalid character and its position, or null.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="isChosen">Whether a person may have chosen it. Then a single quotation mark can belong to it, but a pair around it was copied by mistake.</param>
    public static string? OddCharacterIn(SecureString secret, bool isChosen) =>
        Read(secret, text => InvalidCharacter.Find(text, InvalidCharacter.IsQuoted(text, whole: isChosen) ? InvalidCharacter.IsUnquoted : InvalidCharacter.IsVisibleAscii));

    public static bool BeginsWith(SecureString secret, string text) => Read(secret, whole => whole.StartsWith(text, StringComparison.Ordinal));

    private static T Read<T>(SecureString secret, Look<T> look)
    {
        // Pinned, so that the garbage collector does not leave copies when it moves objects.
        var text = GC.AllocateUninitializedArray<char>(secret.Length, pinned: true);
        var native = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            Marshal.Copy(native, text, 0, text.Length);
            return look(text);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(native);
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text.AsSpan()));
        }
    }
}

/// <summary>The kind of a value by its format, to detect an Atlas key, ID or secret in the wrong parameter before it is sent.</summary>
/// <remarks>Sources: Atlas, "Create Service Account" (mdb_sa_id_ and mdb_sa_sk_); an Atlas public key has eight letters, a private key is a UUID.</remarks>
internal enum SecretShape
{
    Other,
    PublicKey,
    PrivateKey,
    ClientId,
    ClientSecret,
}
