using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AtlasCmk.Clients;

/// <summary>Computes responses to challenges for one API key.</summary>
/// <remarks>
/// The hash of user, realm and private key (HA1) is kept between requests, so the key is decrypted once per session, not
/// once per request. In this realm the hash is equivalent to the key, but nowhere else. It never leaves this
/// object, which zeroes it on disposal.
/// </remarks>
internal sealed class DigestCredential(AtlasCredential credential) : IDisposable
{
    private readonly object _lock = new();
    private (HashAlgorithmName Hash, string Realm) _keptFor;
    private byte[] _kept = [];
    private bool _disposed;

    /// <summary>The parameters of an <c>Authorization: Digest</c> header.</summary>
    public string Answer(DigestChallenge challenge, string method, string uri, int count, string clientNonce)
    {
        var hash = challenge.Hash ?? throw new ArgumentException($"Not a challenge that can be answered: {challenge}.", nameof(challenge));
        var nc = count.ToString("x8", CultureInfo.InvariantCulture);
        var request = HexHash.Of(hash, $"{method}:{uri}");
        var response = challenge.UsesQop
            ? Keyed(hash, challenge.Realm, $":{challenge.Nonce}:{nc}:{clientNonce}:auth:{request}")
            : Keyed(hash, challenge.Realm, $":{challenge.Nonce}:{request}");

        var header = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"username={Quoted(credential.Id)}, realm={Quoted(challenge.Realm)}, nonce={Quoted(challenge.Nonce)}, uri={Quoted(uri)}, response=\"{response}\"");
        if (challenge.Algorithm is { } algorithm)
        {
            header.Append(CultureInfo.InvariantCulture, $", algorithm={algorithm}");
        }

        if (challenge.Opaque is { } opaque)
        {
            header.Append(CultureInfo.InvariantCulture, $", opaque={Quoted(opaque)}");
        }

        if (challenge.UsesQop)
        {
            header.Append(CultureInfo.InvariantCulture, $", qop=auth, nc={nc}, cnonce={Quoted(clientNonce)}");
        }

        return header.ToString();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            CryptographicOperations.ZeroMemory(_kept);
        }
    }

    private string Keyed(HashAlgorithmName hash, string realm, string rest)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_keptFor != (hash, realm))
            {
                CryptographicOperations.ZeroMemory(_kept);
                _kept = Open(hash, realm);
                _keptFor = (hash, realm);
            }

            return HexHash.Of(hash, _kept, Encoding.UTF8.GetBytes(rest));
        }
    }

    // As hexadecimal text, because that is the input of the next hash.
    private byte[] Open(HashAlgorithmName hash, string realm)
    {
        var secret = credential.Secret.ToUtf8();
        try
        {
            return Encoding.ASCII.GetBytes(HexHash.Of(hash, Encoding.UTF8.GetBytes($"{credential.Id}:{realm}:"), secret));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}

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
