using System.Security.Cryptography;
using System.Text;

namespace AtlasCmk.Clients;

/// <summary>A hash for digest: over bytes in pieces, as lowercase hexadecimal digits.</summary>
internal static class HexHash
{
    public static string Of(HashAlgorithmName algorithm, string text) => Of(algorithm, Encoding.UTF8.GetBytes(text), []);

    public static string Of(HashAlgorithmName algorithm, ReadOnlySpan<byte> start, ReadOnlySpan<byte> rest)
    {
        using var calculation = IncrementalHash.CreateHash(algorithm);
        calculation.AppendData(start);
        calculation.AppendData(rest);
        return Convert.ToHexString(calculation.GetHashAndReset()).ToLowerInvariant();
    }
}
