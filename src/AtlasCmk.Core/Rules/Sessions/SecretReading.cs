using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;

namespace AtlasCmk.Rules;

/// <summary>Looks at a secret, and leaves no copy of it behind.</summary>
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

    /// <summary>The first character that no secret has, and its place; null where there is none.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="isChosen">Whether people may have chosen it: then one quotation mark may be its own, and only a pair around it was copied along.</param>
    public static string? OddCharacterIn(SecureString secret, bool isChosen) =>
        Read(secret, text => OddCharacter.Find(text, OddCharacter.IsQuoted(text, whole: isChosen) ? OddCharacter.IsUnquoted : OddCharacter.IsVisibleAscii));

    private static T Read<T>(SecureString secret, Look<T> look)
    {
        // Pinned, so that the collector leaves no copies behind when it moves things.
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

/// <summary>What a value looks like by its form: a key, id or secret of Atlas in the wrong place is recognized before it is sent.</summary>
/// <remarks>Sources: Atlas, "Create Service Account" (mdb_sa_id_ and mdb_sa_sk_); a public key of Atlas has eight letters, a private key is a UUID.</remarks>
internal enum SecretShape
{
    Other,
    PublicKey,
    PrivateKey,
    ClientId,
    ClientSecret,
}
